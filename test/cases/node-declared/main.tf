provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "cafe" {
  cidr_block = "10.85.0.0/16"
}

resource "aws_internet_gateway" "cafe" {
  vpc_id = aws_vpc.cafe.id
}

resource "aws_subnet" "bar" {
  vpc_id     = aws_vpc.cafe.id
  cidr_block = "10.85.1.0/24"
}

resource "aws_route_table" "bar" {
  vpc_id = aws_vpc.cafe.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.cafe.id
  }
}

resource "aws_route_table_association" "bar" {
  subnet_id      = aws_subnet.bar.id
  route_table_id = aws_route_table.bar.id
}

resource "aws_security_group" "orders" {
  name   = "orders"
  vpc_id = aws_vpc.cafe.id
}

resource "aws_vpc_security_group_ingress_rule" "guests" {
  security_group_id = aws_security_group.orders.id
  ip_protocol       = "tcp"
  from_port         = 3117
  to_port           = 3117
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "orders" {
  family                   = "orders"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name         = "orders"
    image        = "registry.example.com/cafe/orders:88"
    command      = ["node", "server.js"]
    portMappings = [{ containerPort = 3117 }]
  }])
}

resource "aws_ecs_cluster" "orders" {
  name = "orders"
}

resource "aws_ecs_service" "orders" {
  name            = "orders"
  cluster         = aws_ecs_cluster.orders.id
  task_definition = aws_ecs_task_definition.orders.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.bar.id]
    security_groups  = [aws_security_group.orders.id]
    assign_public_ip = true
  }
}
