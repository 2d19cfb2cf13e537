provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "zoo" {
  cidr_block = "10.86.0.0/16"
}

resource "aws_internet_gateway" "zoo" {
  vpc_id = aws_vpc.zoo.id
}

resource "aws_subnet" "cage" {
  vpc_id     = aws_vpc.zoo.id
  cidr_block = "10.86.1.0/24"
}

resource "aws_route_table" "cage" {
  vpc_id = aws_vpc.zoo.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.zoo.id
  }
}

resource "aws_route_table_association" "cage" {
  subnet_id      = aws_subnet.cage.id
  route_table_id = aws_route_table.cage.id
}

resource "aws_security_group" "lions" {
  name   = "lions"
  vpc_id = aws_vpc.zoo.id
}

resource "aws_vpc_security_group_ingress_rule" "visitors" {
  security_group_id = aws_security_group.lions.id
  ip_protocol       = "tcp"
  from_port         = 8444
  to_port           = 8444
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "lions" {
  family                   = "lions"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "feed"
    image   = "registry.example.com/zoo/feed:2"
    command = ["gunicorn", "-c", "conf/prod.py", "--workers=5", "feed:app"]
  }])
}

resource "aws_ecs_cluster" "lions" {
  name = "lions"
}

resource "aws_ecs_service" "lions" {
  name            = "lions"
  cluster         = aws_ecs_cluster.lions.id
  task_definition = aws_ecs_task_definition.lions.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.cage.id]
    security_groups  = [aws_security_group.lions.id]
    assign_public_ip = true
  }
}
