provider "aws" {
  region = "eu-central-1"
}

variable "target_group" {
  type    = string
  default = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/ledger/0a9b8c7d6e5f4031"
}

resource "aws_vpc" "bank" {
  cidr_block = "10.171.0.0/16"
}

resource "aws_subnet" "vault" {
  vpc_id     = aws_vpc.bank.id
  cidr_block = "10.171.9.0/24"
}

resource "aws_security_group" "ledger" {
  name   = "ledger"
  vpc_id = aws_vpc.bank.id
}

resource "aws_vpc_security_group_ingress_rule" "ledger" {
  security_group_id = aws_security_group.ledger.id
  ip_protocol       = "tcp"
  from_port         = 8571
  to_port           = 8571
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_cluster" "bank" {
  name = "bank"
}

resource "aws_ecs_task_definition" "ledger" {
  family                   = "ledger"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name         = "ledger"
    image        = "registry.example.com/bank/ledger:3"
    command      = ["gunicorn", "-b", "0.0.0.0:8571", "ledger:app"]
    portMappings = [{ containerPort = 8571 }]
  }])
}

resource "aws_ecs_service" "ledger" {
  name            = "ledger"
  cluster         = aws_ecs_cluster.bank.id
  task_definition = aws_ecs_task_definition.ledger.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.vault.id]
    security_groups  = [aws_security_group.ledger.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = var.target_group
    container_name   = "ledger"
    container_port   = 8571
  }
}
