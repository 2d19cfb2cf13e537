provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "ledger"
  region = "us-west-2"
}

resource "aws_vpc" "bunker" {
  cidr_block = "10.104.0.0/16"
}

resource "aws_internet_gateway" "bunker" {
  vpc_id = aws_vpc.bunker.id
}

resource "aws_subnet" "hatch" {
  vpc_id     = aws_vpc.bunker.id
  cidr_block = "10.104.1.0/24"
}

resource "aws_route_table" "hatch" {
  vpc_id = aws_vpc.bunker.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.bunker.id
  }
}

resource "aws_route_table_association" "hatch" {
  subnet_id      = aws_subnet.hatch.id
  route_table_id = aws_route_table.hatch.id
}

resource "aws_vpc_block_public_access_options" "region" {
  provider                    = aws.ledger
  internet_gateway_block_mode = "block-ingress"
}

resource "aws_security_group" "radar" {
  name   = "radar"
  vpc_id = aws_vpc.bunker.id
}

resource "aws_vpc_security_group_ingress_rule" "radar" {
  security_group_id = aws_security_group.radar.id
  ip_protocol       = "tcp"
  from_port         = 8990
  to_port           = 8990
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "radar" {
  family                   = "radar"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "radar"
    image   = "registry.example.com/bunker/radar:3"
    command = ["gunicorn", "-b", "0.0.0.0:8990", "radar:app"]
  }])
}

resource "aws_ecs_cluster" "radar" {
  name = "radar"
}

resource "aws_ecs_service" "radar" {
  name            = "radar"
  cluster         = aws_ecs_cluster.radar.id
  task_definition = aws_ecs_task_definition.radar.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.hatch.id]
    security_groups  = [aws_security_group.radar.id]
    assign_public_ip = true
  }
}
