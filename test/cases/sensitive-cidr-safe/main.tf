provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "opal" {
  cidr_block = "10.101.0.0/16"
}

resource "aws_internet_gateway" "opal" {
  vpc_id = aws_vpc.opal.id
}

resource "aws_subnet" "mine" {
  vpc_id     = aws_vpc.opal.id
  cidr_block = "10.101.1.0/24"
}

resource "aws_route_table" "mine" {
  vpc_id = aws_vpc.opal.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.opal.id
  }
}

resource "aws_route_table_association" "mine" {
  subnet_id      = aws_subnet.mine.id
  route_table_id = aws_route_table.mine.id
}

variable "partners" {
  type      = string
  sensitive = true
  default   = "198.51.100.64/27"
}

resource "aws_security_group" "opal" {
  name   = "opal"
  vpc_id = aws_vpc.opal.id
}

resource "aws_vpc_security_group_ingress_rule" "partners" {
  security_group_id = aws_security_group.opal.id
  ip_protocol       = "tcp"
  from_port         = 8701
  to_port           = 8701
  cidr_ipv4         = var.partners
}

resource "aws_ecs_task_definition" "opal" {
  family                   = "opal"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "opal"
    image   = "registry.example.com/opal/prices:3"
    command = ["gunicorn", "-b", "0.0.0.0:8701", "prices:app"]
  }])
}

resource "aws_ecs_cluster" "opal" {
  name = "opal"
}

resource "aws_ecs_service" "opal" {
  name            = "opal"
  cluster         = aws_ecs_cluster.opal.id
  task_definition = aws_ecs_task_definition.opal.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.mine.id]
    security_groups  = [aws_security_group.opal.id]
    assign_public_ip = true
  }
}
