provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "hotel" {
  cidr_block = "10.98.0.0/16"
}

resource "aws_internet_gateway" "hotel" {
  vpc_id = aws_vpc.hotel.id
}

resource "aws_subnet" "lobby" {
  vpc_id     = aws_vpc.hotel.id
  cidr_block = "10.98.1.0/24"
}

resource "aws_route_table" "lobby" {
  vpc_id = aws_vpc.hotel.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.hotel.id
  }
}

resource "aws_route_table_association" "lobby" {
  subnet_id      = aws_subnet.lobby.id
  route_table_id = aws_route_table.lobby.id
}

resource "aws_security_group" "desk" {
  name   = "desk"
  vpc_id = aws_vpc.hotel.id
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.desk.id
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = aws_security_group.desk.id
  ip_protocol       = "tcp"
  from_port         = 5011
  to_port           = 5011
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "desk" {
  family                   = "desk"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name  = "proxy"
    image = "nginx:1.27-alpine"
  }, {
    name    = "app"
    image   = "registry.example.com/hotel/desk:14"
    command = ["gunicorn", "-b", "0.0.0.0:5011", "desk:app"]
  }])
}

resource "aws_ecs_cluster" "desk" {
  name = "desk"
}

resource "aws_ecs_service" "desk" {
  name            = "desk"
  cluster         = aws_ecs_cluster.desk.id
  task_definition = aws_ecs_task_definition.desk.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.lobby.id]
    security_groups  = [aws_security_group.desk.id]
    assign_public_ip = true
  }
}
