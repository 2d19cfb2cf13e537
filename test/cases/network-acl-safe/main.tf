provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "mint" {
  cidr_block = "10.130.0.0/16"
}

resource "aws_internet_gateway" "mint" {
  vpc_id = aws_vpc.mint.id
}

resource "aws_subnet" "coins" {
  vpc_id     = aws_vpc.mint.id
  cidr_block = "10.130.2.0/24"
}

resource "aws_route_table" "coins" {
  vpc_id = aws_vpc.mint.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.mint.id
  }
}

resource "aws_route_table_association" "coins" {
  subnet_id      = aws_subnet.coins.id
  route_table_id = aws_route_table.coins.id
}

resource "aws_network_acl" "coins" {
  vpc_id     = aws_vpc.mint.id
  subnet_ids = [aws_subnet.coins.id]

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }

  ingress {
    rule_no    = 90
    action     = "deny"
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
    from_port  = 6440
    to_port    = 6449
  }

  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_security_group" "coins" {
  name   = "coins"
  vpc_id = aws_vpc.mint.id
}

resource "aws_vpc_security_group_ingress_rule" "coins" {
  security_group_id = aws_security_group.coins.id
  ip_protocol       = "tcp"
  from_port         = 6443
  to_port           = 6443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "coins" {
  family                   = "coins"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "api"
    image   = "registry.example.com/mint/coins:21"
    command = ["uvicorn", "--host", "0.0.0.0", "--port", "6443", "coins:app"]
  }])
}

resource "aws_ecs_cluster" "coins" {
  name = "coins"
}

resource "aws_ecs_service" "coins" {
  name            = "coins"
  cluster         = aws_ecs_cluster.coins.id
  task_definition = aws_ecs_task_definition.coins.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.coins.id]
    security_groups  = [aws_security_group.coins.id]
    assign_public_ip = true
  }
}
