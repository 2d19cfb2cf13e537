provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "cinema" {
  cidr_block = "10.103.0.0/16"
}

resource "aws_internet_gateway" "cinema" {
  vpc_id = aws_vpc.cinema.id
}

resource "aws_subnet" "screen" {
  vpc_id     = aws_vpc.cinema.id
  cidr_block = "10.103.1.0/24"
}

resource "aws_route_table" "screen" {
  vpc_id = aws_vpc.cinema.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.cinema.id
  }
}

resource "aws_route_table_association" "screen" {
  subnet_id      = aws_subnet.screen.id
  route_table_id = aws_route_table.screen.id
}

data "aws_ec2_managed_prefix_list" "cloudfront" {
  name = "com.amazonaws.global.cloudfront.origin-facing"
}

resource "aws_security_group" "films" {
  name   = "films"
  vpc_id = aws_vpc.cinema.id
}

resource "aws_vpc_security_group_ingress_rule" "cloudfront" {
  security_group_id = aws_security_group.films.id
  ip_protocol       = "tcp"
  from_port         = 8600
  to_port           = 8600
  prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront.id
}

resource "aws_ecs_task_definition" "films" {
  family                   = "films"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "films"
    image   = "registry.example.com/cinema/films:3"
    command = ["gunicorn", "-b", "0.0.0.0:8600", "films:app"]
  }])
}

resource "aws_ecs_cluster" "films" {
  name = "films"
}

resource "aws_ecs_service" "films" {
  name            = "films"
  cluster         = aws_ecs_cluster.films.id
  task_definition = aws_ecs_task_definition.films.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.screen.id]
    security_groups  = [aws_security_group.films.id]
    assign_public_ip = true
  }
}
