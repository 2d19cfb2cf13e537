provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "games" {
  cidr_block = "10.44.0.0/16"
}

resource "aws_internet_gateway" "games" {
  vpc_id = aws_vpc.games.id
}

resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.games.id
  cidr_block = "10.44.1.0/24"
}

resource "aws_route_table" "front" {
  vpc_id = aws_vpc.games.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.games.id
  }
}

resource "aws_route_table_association" "front" {
  subnet_id      = aws_subnet.front.id
  route_table_id = aws_route_table.front.id
}

resource "aws_subnet" "back" {
  vpc_id     = aws_vpc.games.id
  cidr_block = "10.44.2.0/24"
}

resource "aws_lb" "lobby" {
  name               = "lobby"
  load_balancer_type = "network"
  subnets            = [aws_subnet.front.id]
}

resource "aws_lb_target_group" "lobby" {
  name        = "lobby"
  port        = 9191
  protocol    = "TCP"
  target_type = "ip"
  vpc_id      = aws_vpc.games.id
}

resource "aws_lb_listener" "lobby" {
  load_balancer_arn = aws_lb.lobby.arn
  port              = 8883
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.lobby.arn
  }
}

resource "aws_security_group" "lobby" {
  name   = "lobby"
  vpc_id = aws_vpc.games.id
}

resource "aws_vpc_security_group_ingress_rule" "balancer" {
  security_group_id = aws_security_group.lobby.id
  ip_protocol       = "tcp"
  from_port         = 9191
  to_port           = 9191
  cidr_ipv4         = "10.44.1.0/24"
}

resource "aws_ecs_task_definition" "lobby" {
  family                   = "lobby"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name         = "match"
    image        = "registry.example.com/games/match:40"
    command      = ["gunicorn", "-b", "0.0.0.0:9191", "match:app"]
    portMappings = [{ containerPort = 9191 }]
  }])
}

resource "aws_ecs_cluster" "lobby" {
  name = "lobby"
}

resource "aws_ecs_service" "lobby" {
  name            = "lobby"
  cluster         = aws_ecs_cluster.lobby.id
  task_definition = aws_ecs_task_definition.lobby.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.back.id]
    security_groups  = [aws_security_group.lobby.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.lobby.arn
    container_name   = "match"
    container_port   = 9191
  }
}
