provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "library" {
  cidr_block = "10.107.0.0/16"
}

resource "aws_internet_gateway" "library" {
  vpc_id = aws_vpc.library.id
}

resource "aws_subnet" "reading" {
  vpc_id     = aws_vpc.library.id
  cidr_block = "10.107.1.0/24"
}

resource "aws_route_table" "reading" {
  vpc_id = aws_vpc.library.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.library.id
  }
}

resource "aws_route_table_association" "reading" {
  subnet_id      = aws_subnet.reading.id
  route_table_id = aws_route_table.reading.id
}

resource "aws_security_group" "loans" {
  name   = "loans"
  vpc_id = aws_vpc.library.id
}

resource "aws_vpc_security_group_ingress_rule" "loans" {
  security_group_id = aws_security_group.loans.id
  ip_protocol       = "tcp"
  from_port         = 8210
  to_port           = 8210
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "loans" {
  family                   = "loans"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "loans"
    image   = "registry.example.com/library/loans:3"
    command = ["gunicorn", "-b", "0.0.0.0:8210", "loans:app"]
  }])
}

resource "aws_ecs_cluster" "loans" {
  name = "loans"
}

resource "aws_ecs_service" "loans" {
  name            = "loans"
  cluster         = aws_ecs_cluster.loans.id
  task_definition = aws_ecs_task_definition.loans.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.reading.id]
    security_groups  = [aws_security_group.loans.id]
    assign_public_ip = true
  }
}
