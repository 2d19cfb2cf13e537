provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "rink" {
  cidr_block = "10.94.0.0/16"
}

resource "aws_internet_gateway" "rink" {
  vpc_id = aws_vpc.rink.id
}

resource "aws_subnet" "ice" {
  vpc_id     = aws_vpc.rink.id
  cidr_block = "10.94.1.0/24"
}

resource "aws_route_table" "ice" {
  vpc_id = aws_vpc.rink.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.rink.id
  }
}

resource "aws_route_table_association" "ice" {
  subnet_id      = aws_subnet.ice.id
  route_table_id = aws_route_table.ice.id
}

resource "aws_security_group" "skates" {
  name   = "skates"
  vpc_id = aws_vpc.rink.id
}

resource "aws_vpc_security_group_ingress_rule" "staff" {
  security_group_id = aws_security_group.skates.id
  ip_protocol       = "tcp"
  from_port         = 8612
  to_port           = 8612
  cidr_ipv4         = "198.51.100.0/25"
}

resource "aws_vpc_security_group_ingress_rule" "debugger" {
  security_group_id = aws_security_group.skates.id
  ip_protocol       = "tcp"
  from_port         = 5678
  to_port           = 5678
  cidr_ipv4         = "192.0.2.64/26"
}

resource "aws_ecs_task_definition" "skates" {
  family                   = "skates"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "rental"
    image   = "registry.example.com/rink/rental:17"
    command = ["gunicorn", "-b", "0.0.0.0:8612", "rental:app"]
  }])
}

resource "aws_ecs_cluster" "skates" {
  name = "skates"
}

resource "aws_ecs_service" "skates" {
  name            = "skates"
  cluster         = aws_ecs_cluster.skates.id
  task_definition = aws_ecs_task_definition.skates.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.ice.id]
    security_groups  = [aws_security_group.skates.id]
    assign_public_ip = true
  }
}
