provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "harbour" {
  cidr_block = "10.99.0.0/16"
}

resource "aws_internet_gateway" "harbour" {
  vpc_id = aws_vpc.harbour.id
}

resource "aws_subnet" "quay" {
  vpc_id     = aws_vpc.harbour.id
  cidr_block = "10.99.1.0/24"
}

resource "aws_route_table" "quay" {
  vpc_id = aws_vpc.harbour.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.harbour.id
  }
}

resource "aws_route_table_association" "quay" {
  subnet_id      = aws_subnet.quay.id
  route_table_id = aws_route_table.quay.id
}

resource "aws_security_group" "cache" {
  name   = "cache"
  vpc_id = aws_vpc.harbour.id
}

resource "aws_vpc_security_group_ingress_rule" "cache" {
  security_group_id = aws_security_group.cache.id
  ip_protocol       = "tcp"
  from_port         = 11311
  to_port           = 11311
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "cache" {
  family                   = "cache"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "cache"
    image   = "memcached:1.6"
    command = ["memcached", "-p", "0", "-U", "11311", "-l", "0.0.0.0"]
  }])
}

resource "aws_ecs_cluster" "cache" {
  name = "cache"
}

resource "aws_ecs_service" "cache" {
  name            = "cache"
  cluster         = aws_ecs_cluster.cache.id
  task_definition = aws_ecs_task_definition.cache.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.quay.id]
    security_groups  = [aws_security_group.cache.id]
    assign_public_ip = true
  }
}
