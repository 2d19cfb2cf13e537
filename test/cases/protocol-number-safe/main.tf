provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "radio" {
  cidr_block = "10.61.0.0/16"
}

resource "aws_internet_gateway" "radio" {
  vpc_id = aws_vpc.radio.id
}

resource "aws_subnet" "studio" {
  vpc_id     = aws_vpc.radio.id
  cidr_block = "10.61.5.0/24"
}

resource "aws_route_table" "studio" {
  vpc_id = aws_vpc.radio.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.radio.id
  }
}

resource "aws_route_table_association" "studio" {
  subnet_id      = aws_subnet.studio.id
  route_table_id = aws_route_table.studio.id
}

resource "aws_security_group" "stream" {
  name   = "stream"
  vpc_id = aws_vpc.radio.id
}

resource "aws_vpc_security_group_ingress_rule" "listeners" {
  security_group_id = aws_security_group.stream.id
  ip_protocol       = "17"
  from_port         = 8311
  to_port           = 8311
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "stream" {
  family                   = "stream"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "relay"
    image   = "registry.example.com/radio/relay:2"
    command = ["uvicorn", "relay:app", "--host=0.0.0.0", "--port=8311"]
  }])
}

resource "aws_ecs_cluster" "stream" {
  name = "stream"
}

resource "aws_ecs_service" "stream" {
  name            = "stream"
  cluster         = aws_ecs_cluster.stream.id
  task_definition = aws_ecs_task_definition.stream.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.studio.id]
    security_groups  = [aws_security_group.stream.id]
    assign_public_ip = true
  }
}
