provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "circus" {
  cidr_block = "10.95.0.0/16"
}

resource "aws_internet_gateway" "circus" {
  vpc_id = aws_vpc.circus.id
}

resource "aws_subnet" "tent" {
  vpc_id     = aws_vpc.circus.id
  cidr_block = "10.95.1.0/24"
}

resource "aws_route_table" "tent" {
  vpc_id = aws_vpc.circus.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.circus.id
  }
}

resource "aws_route_table_association" "tent" {
  subnet_id      = aws_subnet.tent.id
  route_table_id = aws_route_table.tent.id
}

resource "aws_security_group" "clowns" {
  name   = "clowns"
  vpc_id = aws_vpc.circus.id
}

resource "aws_vpc_security_group_ingress_rule" "audience" {
  security_group_id = aws_security_group.clowns.id
  ip_protocol       = "tcp"
  from_port         = 8020
  to_port           = 8020
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "clowns" {
  family                   = "clowns"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name        = "acts"
    image       = "registry.example.com/circus/acts:9"
    command     = ["gunicorn", "-b", "0.0.0.0:$PORT", "acts:app"]
    environment = [{ name = "PORT", value = "8020" }]
  }])
}

resource "aws_ecs_cluster" "clowns" {
  name = "clowns"
}

resource "aws_ecs_service" "clowns" {
  name            = "clowns"
  cluster         = aws_ecs_cluster.clowns.id
  task_definition = aws_ecs_task_definition.clowns.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.tent.id]
    security_groups  = [aws_security_group.clowns.id]
    assign_public_ip = true
  }
}
