provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "mill" {
  cidr_block = "10.97.0.0/16"
}

resource "aws_internet_gateway" "mill" {
  vpc_id = aws_vpc.mill.id
}

resource "aws_subnet" "race" {
  vpc_id     = aws_vpc.mill.id
  cidr_block = "10.97.1.0/24"
}

resource "aws_route_table" "race" {
  vpc_id = aws_vpc.mill.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.mill.id
  }
}

resource "aws_route_table_association" "race" {
  subnet_id      = aws_subnet.race.id
  route_table_id = aws_route_table.race.id
}

resource "aws_security_group" "flour" {
  name   = "flour"
  vpc_id = aws_vpc.mill.id
}

resource "aws_vpc_security_group_ingress_rule" "flour" {
  security_group_id = aws_security_group.flour.id
  ip_protocol       = "tcp"
  from_port         = 8001
  to_port           = 8002
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "flour" {
  family                   = "flour"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "flour"
    image   = "registry.example.com/mill/flour:2"
    command = ["gunicorn", "-b", "127.0.0.1:8001", "--bind", "0.0.0.0:8002", "flour:app"]
  }])
}

resource "aws_ecs_cluster" "flour" {
  name = "flour"
}

resource "aws_ecs_service" "flour" {
  name            = "flour"
  cluster         = aws_ecs_cluster.flour.id
  task_definition = aws_ecs_task_definition.flour.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.race.id]
    security_groups  = [aws_security_group.flour.id]
    assign_public_ip = true
  }
}
