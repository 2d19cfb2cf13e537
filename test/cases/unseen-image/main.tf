provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "fair" {
  cidr_block = "10.105.0.0/16"
}

resource "aws_internet_gateway" "fair" {
  vpc_id = aws_vpc.fair.id
}

resource "aws_subnet" "booth" {
  vpc_id     = aws_vpc.fair.id
  cidr_block = "10.105.1.0/24"
}

resource "aws_route_table" "booth" {
  vpc_id = aws_vpc.fair.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.fair.id
  }
}

resource "aws_route_table_association" "booth" {
  subnet_id      = aws_subnet.booth.id
  route_table_id = aws_route_table.booth.id
}

resource "aws_security_group" "wheel" {
  name   = "wheel"
  vpc_id = aws_vpc.fair.id
}

resource "aws_vpc_security_group_ingress_rule" "riders" {
  security_group_id = aws_security_group.wheel.id
  ip_protocol       = "tcp"
  from_port         = 7443
  to_port           = 7443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "wheel" {
  family                   = "wheel"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name  = "wheel"
    image = "registry.example.com/fair/wheel:8"
  }])
}

resource "aws_ecs_cluster" "wheel" {
  name = "wheel"
}

resource "aws_ecs_service" "wheel" {
  name            = "wheel"
  cluster         = aws_ecs_cluster.wheel.id
  task_definition = aws_ecs_task_definition.wheel.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.booth.id]
    security_groups  = [aws_security_group.wheel.id]
    assign_public_ip = true
  }
}
