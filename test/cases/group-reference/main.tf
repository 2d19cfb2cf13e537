provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "bank" {
  cidr_block = "10.120.0.0/16"
}

resource "aws_internet_gateway" "bank" {
  vpc_id = aws_vpc.bank.id
}

resource "aws_subnet" "vault" {
  vpc_id     = aws_vpc.bank.id
  cidr_block = "10.120.12.0/24"
}

resource "aws_route_table" "vault" {
  vpc_id = aws_vpc.bank.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.bank.id
  }
}

resource "aws_route_table_association" "vault" {
  subnet_id      = aws_subnet.vault.id
  route_table_id = aws_route_table.vault.id
}

resource "aws_security_group" "counter" {
  name   = "counter"
  vpc_id = aws_vpc.bank.id
}

resource "aws_vpc_security_group_ingress_rule" "counter" {
  security_group_id = aws_security_group.counter.id
  ip_protocol       = "tcp"
  from_port         = 6543
  to_port           = 6543
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "vault" {
  name   = "vault"
  vpc_id = aws_vpc.bank.id
}

resource "aws_vpc_security_group_ingress_rule" "from_counter" {
  security_group_id            = aws_security_group.vault.id
  ip_protocol                  = "tcp"
  from_port                    = 6543
  to_port                      = 6543
  referenced_security_group_id = aws_security_group.counter.id
}

resource "aws_vpc_security_group_ingress_rule" "from_itself" {
  security_group_id            = aws_security_group.vault.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.vault.id
}

resource "aws_ecs_task_definition" "vault" {
  family                   = "vault"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "ledger"
    image   = "registry.example.com/bank/ledger:3"
    command = ["gunicorn", "-b", "0.0.0.0:6543", "ledger:app"]
  }])
}

resource "aws_ecs_cluster" "vault" {
  name = "vault"
}

resource "aws_ecs_service" "vault" {
  name            = "vault"
  cluster         = aws_ecs_cluster.vault.id
  task_definition = aws_ecs_task_definition.vault.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.vault.id]
    security_groups  = [aws_security_group.counter.id]
    assign_public_ip = true
  }
}
