provider "aws" {
  region = "eu-west-2"
}

locals {
  # What the stack in ../modules made.
  vpc_id    = "vpc-871d06a153964a322"
  subnet_id = "subnet-0d28d944eaedd8a17"
}

resource "aws_security_group" "lodger" {
  name   = "lodger"
  vpc_id = local.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "lodger" {
  security_group_id = aws_security_group.lodger.id
  ip_protocol       = "tcp"
  from_port         = 5204
  to_port           = 5204
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_cluster" "lodger" {
  name = "lodger"
}

resource "aws_ecs_task_definition" "lodger" {
  family                   = "lodger"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 512
  memory                   = 1024

  container_definitions = jsonencode([{
    name    = "lodger"
    image   = "registry.example.com/lodger:3"
    command = ["gunicorn", "-b", "0.0.0.0:5204", "rooms:app"]
  }])
}

resource "aws_ecs_service" "lodger" {
  name            = "lodger"
  cluster         = aws_ecs_cluster.lodger.id
  task_definition = aws_ecs_task_definition.lodger.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets          = [local.subnet_id]
    security_groups  = [aws_security_group.lodger.id]
    assign_public_ip = true
  }
}
