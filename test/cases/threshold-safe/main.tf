provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "exchange" {
  cidr_block = "10.111.0.0/16"
}

resource "aws_internet_gateway" "exchange" {
  vpc_id = aws_vpc.exchange.id
}

resource "aws_subnet" "pit" {
  vpc_id     = aws_vpc.exchange.id
  cidr_block = "10.111.1.0/24"
}

resource "aws_route_table" "pit" {
  vpc_id = aws_vpc.exchange.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.exchange.id
  }
}

resource "aws_route_table_association" "pit" {
  subnet_id      = aws_subnet.pit.id
  route_table_id = aws_route_table.pit.id
}

resource "aws_security_group" "quotes" {
  name   = "quotes"
  vpc_id = aws_vpc.exchange.id
}

resource "aws_vpc_security_group_ingress_rule" "carriers" {
  security_group_id = aws_security_group.quotes.id
  ip_protocol       = "tcp"
  from_port         = 8717
  to_port           = 8717
  cidr_ipv4         = "6.0.0.0/8"
}

resource "aws_ecs_task_definition" "quotes" {
  family                   = "quotes"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "quotes"
    image   = "registry.example.com/exchange/quotes:2"
    command = ["gunicorn", "-b", "0.0.0.0:8717", "quotes:app"]
  }])
}

resource "aws_ecs_cluster" "quotes" {
  name = "quotes"
}

resource "aws_ecs_service" "quotes" {
  name            = "quotes"
  cluster         = aws_ecs_cluster.quotes.id
  task_definition = aws_ecs_task_definition.quotes.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.pit.id]
    security_groups  = [aws_security_group.quotes.id]
    assign_public_ip = true
  }
}
