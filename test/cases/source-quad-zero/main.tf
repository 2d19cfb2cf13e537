provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "yard" {
  cidr_block = "10.74.0.0/16"
}

resource "aws_internet_gateway" "yard" {
  vpc_id = aws_vpc.yard.id
}

resource "aws_subnet" "shed" {
  vpc_id     = aws_vpc.yard.id
  cidr_block = "10.74.1.0/24"
}

resource "aws_route_table" "shed" {
  vpc_id = aws_vpc.yard.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.yard.id
  }
}

resource "aws_route_table_association" "shed" {
  subnet_id      = aws_subnet.shed.id
  route_table_id = aws_route_table.shed.id
}

resource "aws_security_group" "crane" {
  name   = "crane"
  vpc_id = aws_vpc.yard.id
}

resource "aws_vpc_security_group_ingress_rule" "crane" {
  security_group_id = aws_security_group.crane.id
  ip_protocol       = "tcp"
  from_port         = 8460
  to_port           = 8460
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "crane" {
  family                   = "crane"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "crane"
    image   = "registry.example.com/yard/crane:6"
    command = ["waitress-serve", "--listen=0.0.0.0:8460", "crane:app"]
  }])
}

resource "aws_ecs_cluster" "crane" {
  name = "crane"
}

resource "aws_ecs_service" "crane" {
  name            = "crane"
  cluster         = aws_ecs_cluster.crane.id
  task_definition = aws_ecs_task_definition.crane.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.shed.id]
    security_groups  = [aws_security_group.crane.id]
    assign_public_ip = true
  }
}
