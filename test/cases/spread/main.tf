provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "orchard" {
  cidr_block = "10.112.0.0/16"
}

resource "aws_internet_gateway" "orchard" {
  vpc_id = aws_vpc.orchard.id
}

resource "aws_subnet" "south" {
  vpc_id     = aws_vpc.orchard.id
  cidr_block = "10.112.1.0/24"
}

resource "aws_route_table" "south" {
  vpc_id = aws_vpc.orchard.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.orchard.id
  }
}

resource "aws_route_table_association" "south" {
  subnet_id      = aws_subnet.south.id
  route_table_id = aws_route_table.south.id
}

resource "aws_subnet" "north" {
  vpc_id     = aws_vpc.orchard.id
  cidr_block = "10.112.2.0/24"
}

resource "aws_subnet" "west" {
  vpc_id     = aws_vpc.orchard.id
  cidr_block = "10.112.3.0/24"
}

resource "aws_security_group" "press" {
  name   = "press"
  vpc_id = aws_vpc.orchard.id
}

resource "aws_vpc_security_group_ingress_rule" "press" {
  security_group_id = aws_security_group.press.id
  ip_protocol       = "tcp"
  from_port         = 8404
  to_port           = 8404
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "press" {
  family                   = "press"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "press"
    image   = "registry.example.com/orchard/press:9"
    command = ["gunicorn", "-b", "0.0.0.0:8404", "press:app"]
  }])
}

resource "aws_ecs_cluster" "press" {
  name = "press"
}

resource "aws_ecs_service" "press" {
  name            = "press"
  cluster         = aws_ecs_cluster.press.id
  task_definition = aws_ecs_task_definition.press.arn
  launch_type     = "FARGATE"
  desired_count   = 6

  network_configuration {
    subnets          = [aws_subnet.north.id, aws_subnet.south.id]
    security_groups  = [aws_security_group.press.id]
    assign_public_ip = true
  }
}
