provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "garden" {
  cidr_block = "10.93.0.0/16"
}

resource "aws_internet_gateway" "garden" {
  vpc_id = aws_vpc.garden.id
}

resource "aws_subnet" "bed" {
  vpc_id     = aws_vpc.garden.id
  cidr_block = "10.93.1.0/24"
}

resource "aws_route_table" "bed" {
  vpc_id = aws_vpc.garden.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.garden.id
  }
}

resource "aws_route_table_association" "bed" {
  subnet_id      = aws_subnet.bed.id
  route_table_id = aws_route_table.bed.id
}

resource "aws_security_group" "spare" {
  name   = "spare"
  vpc_id = aws_vpc.garden.id
}

resource "aws_vpc_security_group_ingress_rule" "spare" {
  security_group_id = aws_security_group.spare.id
  ip_protocol       = "tcp"
  from_port         = 27017
  to_port           = 27017
  cidr_ipv4         = "192.0.2.8/32"
}

resource "aws_security_group" "roses" {
  name   = "roses"
  vpc_id = aws_vpc.garden.id
}

resource "aws_vpc_security_group_ingress_rule" "roses" {
  security_group_id = aws_security_group.roses.id
  ip_protocol       = "tcp"
  from_port         = 8231
  to_port           = 8231
  cidr_ipv4         = "198.51.100.200/29"
}

resource "aws_ecs_task_definition" "roses" {
  family                   = "roses"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "roses"
    image   = "registry.example.com/garden/roses:5"
    command = ["gunicorn", "-b", "0.0.0.0:8231", "roses:app"]
  }])
}

resource "aws_ecs_cluster" "roses" {
  name = "roses"
}

resource "aws_ecs_service" "roses" {
  name            = "roses"
  cluster         = aws_ecs_cluster.roses.id
  task_definition = aws_ecs_task_definition.roses.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.bed.id]
    security_groups  = [aws_security_group.roses.id]
    assign_public_ip = true
  }
}
