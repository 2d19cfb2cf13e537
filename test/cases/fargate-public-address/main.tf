provider "aws" {
  region = "us-west-2"
}

resource "aws_vpc" "mail" {
  cidr_block = "10.77.0.0/16"
}

resource "aws_internet_gateway" "mail" {
  vpc_id = aws_vpc.mail.id
}

resource "aws_subnet" "relay" {
  vpc_id     = aws_vpc.mail.id
  cidr_block = "10.77.1.0/25"
}

resource "aws_route_table" "relay" {
  vpc_id = aws_vpc.mail.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.mail.id
  }
}

resource "aws_route_table_association" "relay" {
  subnet_id      = aws_subnet.relay.id
  route_table_id = aws_route_table.relay.id
}

resource "aws_security_group" "webmail" {
  name   = "webmail"
  vpc_id = aws_vpc.mail.id
}

resource "aws_vpc_security_group_ingress_rule" "webmail" {
  security_group_id = aws_security_group.webmail.id
  ip_protocol       = "tcp"
  from_port         = 8025
  to_port           = 8025
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "webmail" {
  family                   = "webmail"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "ui"
    image   = "registry.example.com/mail/ui:1.9"
    command = ["gunicorn", "-b0.0.0.0:8025", "mail:ui"]
  }])
}

resource "aws_ecs_cluster" "webmail" {
  name = "webmail"
}

resource "aws_ecs_service" "webmail" {
  name            = "webmail"
  cluster         = aws_ecs_cluster.webmail.id
  task_definition = aws_ecs_task_definition.webmail.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.relay.id]
    security_groups  = [aws_security_group.webmail.id]
    assign_public_ip = true
  }
}
