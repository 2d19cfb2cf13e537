provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "depot" {
  cidr_block = "172.20.0.0/16"
}

resource "aws_internet_gateway" "depot" {
  vpc_id = aws_vpc.depot.id
}

resource "aws_subnet" "dock" {
  vpc_id     = aws_vpc.depot.id
  cidr_block = "172.20.8.0/21"
}

resource "aws_route_table" "dock" {
  vpc_id = aws_vpc.depot.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.depot.id
  }
}

resource "aws_route_table_association" "dock" {
  subnet_id      = aws_subnet.dock.id
  route_table_id = aws_route_table.dock.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_subnet" "nat" {
  vpc_id     = aws_vpc.depot.id
  cidr_block = "172.20.0.0/24"
}

resource "aws_nat_gateway" "depot" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.nat.id
}

resource "aws_route_table" "inner" {
  vpc_id = aws_vpc.depot.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.depot.id
  }
}

resource "aws_security_group" "labels" {
  name   = "labels"
  vpc_id = aws_vpc.depot.id
}

resource "aws_vpc_security_group_ingress_rule" "labels" {
  security_group_id = aws_security_group.labels.id
  ip_protocol       = "tcp"
  from_port         = 9105
  to_port           = 9105
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "labels" {
  family                   = "labels"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "printer"
    image   = "registry.example.com/depot/labels:7"
    command = ["gunicorn", "--bind=0.0.0.0:9105", "labels.wsgi"]
  }])
}

resource "aws_ecs_cluster" "labels" {
  name = "labels"
}

resource "aws_ecs_service" "labels" {
  name            = "labels"
  cluster         = aws_ecs_cluster.labels.id
  task_definition = aws_ecs_task_definition.labels.arn
  launch_type     = "FARGATE"
  desired_count   = 3

  network_configuration {
    subnets          = [aws_subnet.dock.id]
    security_groups  = [aws_security_group.labels.id]
    assign_public_ip = true
  }
}
