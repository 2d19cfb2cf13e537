provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "tickets" {
  cidr_block = "10.30.0.0/20"
}

resource "aws_internet_gateway" "tickets" {
  vpc_id = aws_vpc.tickets.id
}

resource "aws_subnet" "hall" {
  vpc_id     = aws_vpc.tickets.id
  cidr_block = "10.30.4.0/24"
}

resource "aws_route_table" "hall" {
  vpc_id = aws_vpc.tickets.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.tickets.id
  }
}

resource "aws_route_table_association" "hall" {
  subnet_id      = aws_subnet.hall.id
  route_table_id = aws_route_table.hall.id
}

resource "aws_security_group" "booth" {
  name   = "booth"
  vpc_id = aws_vpc.tickets.id
}

resource "aws_security_group_rule" "visitors" {
  security_group_id = aws_security_group.booth.id
  type              = "egress"
  protocol          = "TCP"
  from_port         = 9440
  to_port           = 9449
  cidr_blocks       = ["192.0.2.0/24", "0.0.0.0/0"]
}

resource "aws_ecs_task_definition" "booth" {
  family                   = "booth"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "booth"
    image   = "registry.example.com/tickets/booth:31"
    command = ["hypercorn", "-b", "0.0.0.0:9443", "booth:app"]
  }])
}

resource "aws_ecs_cluster" "booth" {
  name = "booth"
}

resource "aws_ecs_service" "booth" {
  name            = "booth"
  cluster         = aws_ecs_cluster.booth.id
  task_definition = aws_ecs_task_definition.booth.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets          = [aws_subnet.hall.id]
    security_groups  = [aws_security_group.booth.id]
    assign_public_ip = true
  }
}
