provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "garage" {
  cidr_block = "10.116.0.0/16"
}

resource "aws_internet_gateway" "garage" {
  vpc_id = aws_vpc.garage.id
}

resource "aws_subnet" "pit" {
  vpc_id     = aws_vpc.garage.id
  cidr_block = "10.116.1.0/24"
}

resource "aws_route_table" "pit" {
  vpc_id = aws_vpc.garage.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.garage.id
  }
}

resource "aws_route_table_association" "pit" {
  subnet_id      = aws_subnet.pit.id
  route_table_id = aws_route_table.pit.id
}

resource "aws_security_group" "tuning" {
  name   = "tuning"
  vpc_id = aws_vpc.garage.id
}

resource "aws_vpc_security_group_ingress_rule" "tuning" {
  security_group_id = aws_security_group.tuning.id
  ip_protocol       = "tcp"
  from_port         = 9230
  to_port           = 9230
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "tuning" {
  family                   = "tuning"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "tuning"
    image   = "registry.example.com/garage/tuning:5"
    command = ["node", "--inspect=0.0.0.0:9230", "server.js"]
  }])
}

resource "aws_ecs_cluster" "tuning" {
  name = "tuning"
}

resource "aws_ecs_service" "tuning" {
  name            = "tuning"
  cluster         = aws_ecs_cluster.tuning.id
  task_definition = aws_ecs_task_definition.tuning.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets          = [aws_subnet.pit.id]
    security_groups  = [aws_security_group.tuning.id]
    assign_public_ip = true
  }
}
