provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "lake" {
  cidr_block = "10.96.0.0/16"
}

resource "aws_internet_gateway" "lake" {
  vpc_id = aws_vpc.lake.id
}

resource "aws_subnet" "pier" {
  vpc_id     = aws_vpc.lake.id
  cidr_block = "10.96.1.0/24"
}

resource "aws_route_table" "pier" {
  vpc_id = aws_vpc.lake.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.lake.id
  }
}

resource "aws_route_table_association" "pier" {
  subnet_id      = aws_subnet.pier.id
  route_table_id = aws_route_table.pier.id
}

resource "aws_security_group" "boats" {
  name   = "boats"
  vpc_id = aws_vpc.lake.id
}

resource "aws_vpc_security_group_ingress_rule" "boats" {
  security_group_id = aws_security_group.boats.id
  ip_protocol       = "tcp"
  from_port         = 5901
  to_port           = 5901
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "boats" {
  family                   = "boats"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name        = "boats"
    image       = "registry.example.com/lake/boats:1"
    command     = ["sh", "-c", "cd /srv && exec gunicorn -b $${BIND:-127.0.0.1}:$PORT boats:app"]
    environment = [{ name = "BIND", value = "0.0.0.0" }, { name = "PORT", value = "5901" }]
  }])
}

resource "aws_ecs_cluster" "boats" {
  name = "boats"
}

resource "aws_ecs_service" "boats" {
  name            = "boats"
  cluster         = aws_ecs_cluster.boats.id
  task_definition = aws_ecs_task_definition.boats.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.pier.id]
    security_groups  = [aws_security_group.boats.id]
    assign_public_ip = true
  }
}
