provider "aws" {
  region = "eu-south-1"
}

resource "aws_vpc" "atlas" {
  cidr_block = "10.79.0.0/16"
}

resource "aws_internet_gateway" "atlas" {
  vpc_id = aws_vpc.atlas.id
}

resource "aws_subnet" "shore" {
  vpc_id     = aws_vpc.atlas.id
  cidr_block = "10.79.1.0/25"
}

resource "aws_route_table" "shore" {
  vpc_id = aws_vpc.atlas.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.atlas.id
  }
}

resource "aws_route_table_association" "shore" {
  subnet_id      = aws_subnet.shore.id
  route_table_id = aws_route_table.shore.id
}

resource "aws_security_group" "charts" {
  name   = "charts"
  vpc_id = aws_vpc.atlas.id
}

resource "aws_vpc_security_group_ingress_rule" "charts" {
  security_group_id = aws_security_group.charts.id
  ip_protocol       = "tcp"
  from_port         = 5477
  to_port           = 5477
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "charts" {
  family                   = "charts"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  volume {
    name = "tiles"
  }

  container_definitions = jsonencode([{
    name        = "tiles"
    image       = "postgres:16"
    command     = ["postgres", "-p", "5477"]
    mountPoints = [{ sourceVolume = "tiles", containerPath = "/var/lib/postgresql/data" }]
  }])
}

resource "aws_ecs_cluster" "charts" {
  name = "charts"
}

resource "aws_ecs_service" "charts" {
  name            = "charts"
  cluster         = aws_ecs_cluster.charts.id
  task_definition = aws_ecs_task_definition.charts.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = [aws_subnet.shore.id]
    security_groups  = [aws_security_group.charts.id]
    assign_public_ip = true
  }
}
