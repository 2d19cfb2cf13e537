provider "aws" {
  region = "eu-west-3"
}

resource "aws_vpc" "lab" {
  cidr_block = "10.9.0.0/18"
}

resource "aws_internet_gateway" "lab" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_subnet" "bench" {
  vpc_id     = aws_vpc.lab.id
  cidr_block = "10.9.16.0/22"
}

resource "aws_route_table" "bench" {
  vpc_id = aws_vpc.lab.id
}

resource "aws_route_table_association" "bench" {
  subnet_id      = aws_subnet.bench.id
  route_table_id = aws_route_table.bench.id
}

resource "aws_security_group" "notebooks" {
  name   = "notebooks"
  vpc_id = aws_vpc.lab.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.notebooks.id
  ip_protocol       = "tcp"
  from_port         = 8899
  to_port           = 8899
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "notebooks" {
  family                   = "notebooks"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "api"
    image   = "registry.example.com/lab/api:12"
    command = ["uvicorn", "--host", "0.0.0.0", "--port", "8899", "lab.main:app"]
  }])
}

resource "aws_ecs_cluster" "notebooks" {
  name = "notebooks"
}

resource "aws_ecs_service" "notebooks" {
  name            = "notebooks"
  cluster         = aws_ecs_cluster.notebooks.id
  task_definition = aws_ecs_task_definition.notebooks.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets          = [aws_subnet.bench.id]
    security_groups  = [aws_security_group.notebooks.id]
    assign_public_ip = true
  }
}
