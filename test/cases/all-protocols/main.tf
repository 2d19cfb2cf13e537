provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "press" {
  cidr_block = "10.55.0.0/16"
}

resource "aws_internet_gateway" "press" {
  vpc_id = aws_vpc.press.id
}

resource "aws_subnet" "desk" {
  vpc_id     = aws_vpc.press.id
  cidr_block = "10.55.2.0/24"
}

resource "aws_route_table" "desk" {
  vpc_id = aws_vpc.press.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.press.id
  }
}

resource "aws_route_table_association" "desk" {
  subnet_id      = aws_subnet.desk.id
  route_table_id = aws_route_table.desk.id
}

resource "aws_security_group" "editor" {
  name   = "editor"
  vpc_id = aws_vpc.press.id
}

resource "aws_security_group_rule" "editor" {
  security_group_id = aws_security_group.editor.id
  type              = "ingress"
  protocol          = "-1"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_ecs_task_definition" "editor" {
  family                   = "editor"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "editor"
    image   = "registry.example.com/press/editor:18"
    command = ["gunicorn", "--bind", "0.0.0.0:8787", "editor:app"]
  }])
}

resource "aws_ecs_cluster" "editor" {
  name = "editor"
}

resource "aws_ecs_service" "editor" {
  name            = "editor"
  cluster         = aws_ecs_cluster.editor.id
  task_definition = aws_ecs_task_definition.editor.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets          = [aws_subnet.desk.id]
    security_groups  = [aws_security_group.editor.id]
    assign_public_ip = true
  }
}
