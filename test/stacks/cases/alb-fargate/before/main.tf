provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "news" {
  cidr_block = "10.66.0.0/16"
}

resource "aws_internet_gateway" "news" {
  vpc_id = aws_vpc.news.id
}

resource "aws_subnet" "left" {
  vpc_id     = aws_vpc.news.id
  cidr_block = "10.66.1.0/24"
}

resource "aws_route_table" "outer" {
  vpc_id = aws_vpc.news.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.news.id
  }
}

resource "aws_route_table_association" "left" {
  subnet_id      = aws_subnet.left.id
  route_table_id = aws_route_table.outer.id
}

resource "aws_subnet" "right" {
  vpc_id            = aws_vpc.news.id
  cidr_block        = "10.66.2.0/24"
  availability_zone = "eu-central-1b"
}

resource "aws_route_table_association" "right" {
  subnet_id      = aws_subnet.right.id
  route_table_id = aws_route_table.outer.id
}

resource "aws_subnet" "inner" {
  vpc_id     = aws_vpc.news.id
  cidr_block = "10.66.9.0/24"
}

resource "aws_lb" "front" {
  name            = "front"
  internal        = false
  subnets         = [aws_subnet.left.id, aws_subnet.right.id]
  security_groups = [aws_security_group.front.id]
}

resource "aws_lb_target_group" "pages" {
  name        = "pages"
  port        = 8000
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.news.id
}

resource "aws_lb_listener" "pages" {
  load_balancer_arn = aws_lb.front.arn
  port              = 8088
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.pages.arn
  }
}

resource "aws_security_group" "front" {
  name   = "front"
  vpc_id = aws_vpc.news.id
}

resource "aws_vpc_security_group_ingress_rule" "readers" {
  security_group_id = aws_security_group.front.id
  ip_protocol       = "tcp"
  from_port         = 8088
  to_port           = 8088
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group" "pages" {
  name   = "pages"
  vpc_id = aws_vpc.news.id
}

resource "aws_vpc_security_group_ingress_rule" "front" {
  security_group_id            = aws_security_group.pages.id
  ip_protocol                  = "tcp"
  from_port                    = 8017
  to_port                      = 8017
  referenced_security_group_id = aws_security_group.front.id
}

resource "aws_ecs_task_definition" "pages" {
  family                   = "pages"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name         = "pages"
    image        = "registry.example.com/news/pages:15"
    command      = ["gunicorn", "-b", "0.0.0.0:8017", "pages:app"]
    portMappings = [{ containerPort = 8017 }]
  }])
}

resource "aws_ecs_cluster" "pages" {
  name = "pages"
}

resource "aws_ecs_service" "pages" {
  name            = "pages"
  cluster         = aws_ecs_cluster.pages.id
  task_definition = aws_ecs_task_definition.pages.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.inner.id]
    security_groups  = [aws_security_group.pages.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.pages.arn
    container_name   = "pages"
    container_port   = 8017
  }
}
