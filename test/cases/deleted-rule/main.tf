provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "dairy" {
  cidr_block = "10.108.0.0/16"
}

resource "aws_internet_gateway" "dairy" {
  vpc_id = aws_vpc.dairy.id
}

resource "aws_subnet" "churn" {
  vpc_id     = aws_vpc.dairy.id
  cidr_block = "10.108.1.0/24"
}

resource "aws_route_table" "churn" {
  vpc_id = aws_vpc.dairy.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.dairy.id
  }
}

resource "aws_route_table_association" "churn" {
  subnet_id      = aws_subnet.churn.id
  route_table_id = aws_route_table.churn.id
}

resource "aws_security_group" "milk" {
  name   = "milk"
  vpc_id = aws_vpc.dairy.id
}

resource "aws_vpc_security_group_ingress_rule" "milk" {
  security_group_id = aws_security_group.milk.id
  ip_protocol       = "tcp"
  from_port         = 8345
  to_port           = 8345
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "staff" {
  security_group_id = aws_security_group.milk.id
  ip_protocol       = "tcp"
  from_port         = 8345
  to_port           = 8345
  cidr_ipv4         = "198.51.100.0/26"
}

resource "aws_ecs_task_definition" "milk" {
  family                   = "milk"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "milk"
    image   = "registry.example.com/dairy/milk:3"
    command = ["gunicorn", "-b", "0.0.0.0:8345", "milk:app"]
  }])
}

resource "aws_ecs_cluster" "milk" {
  name = "milk"
}

resource "aws_ecs_service" "milk" {
  name            = "milk"
  cluster         = aws_ecs_cluster.milk.id
  task_definition = aws_ecs_task_definition.milk.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.churn.id]
    security_groups  = [aws_security_group.milk.id]
    assign_public_ip = true
  }
}
