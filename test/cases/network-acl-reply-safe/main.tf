provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "opera" {
  cidr_block = "10.140.0.0/16"
}

resource "aws_internet_gateway" "opera" {
  vpc_id = aws_vpc.opera.id
}

resource "aws_subnet" "stage" {
  vpc_id     = aws_vpc.opera.id
  cidr_block = "10.140.64.0/18"
}

resource "aws_route_table" "stage" {
  vpc_id = aws_vpc.opera.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.opera.id
  }
}

resource "aws_route_table_association" "stage" {
  subnet_id      = aws_subnet.stage.id
  route_table_id = aws_route_table.stage.id
}

resource "aws_network_acl" "stage" {
  vpc_id     = aws_vpc.opera.id
  subnet_ids = [aws_subnet.stage.id]
}

resource "aws_network_acl_rule" "in" {
  network_acl_id = aws_network_acl.stage.id
  rule_number    = 310
  rule_action    = "allow"
  protocol       = "6"
  cidr_block     = "0.0.0.0/0"
  from_port      = 4040
  to_port        = 4040
}

resource "aws_security_group" "tickets" {
  name   = "tickets"
  vpc_id = aws_vpc.opera.id
}

resource "aws_vpc_security_group_ingress_rule" "public" {
  security_group_id = aws_security_group.tickets.id
  ip_protocol       = "tcp"
  from_port         = 4000
  to_port           = 4100
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "tickets" {
  family                   = "tickets"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "sales"
    image   = "registry.example.com/opera/sales:8"
    command = ["gunicorn", "-b", "0.0.0.0:4040", "sales:app"]
  }])
}

resource "aws_ecs_cluster" "tickets" {
  name = "tickets"
}

resource "aws_ecs_service" "tickets" {
  name            = "tickets"
  cluster         = aws_ecs_cluster.tickets.id
  task_definition = aws_ecs_task_definition.tickets.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.stage.id]
    security_groups  = [aws_security_group.tickets.id]
    assign_public_ip = true
  }
}
