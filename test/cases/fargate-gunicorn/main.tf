provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "shop" {
  cidr_block = "10.42.0.0/16"
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_subnet" "edge" {
  vpc_id     = aws_vpc.shop.id
  cidr_block = "10.42.3.0/24"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
}

resource "aws_route_table_association" "edge" {
  subnet_id      = aws_subnet.edge.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "storefront" {
  name   = "storefront"
  vpc_id = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "customers" {
  security_group_id = aws_security_group.storefront.id
  ip_protocol       = "tcp"
  from_port         = 5001
  to_port           = 5001
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "storefront" {
  family                   = "storefront"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "web"
    image   = "registry.example.com/shop/storefront:4.2"
    command = ["gunicorn", "-w", "3", "-b", "0.0.0.0:5001", "shop:app"]
  }])
}

resource "aws_ecs_cluster" "storefront" {
  name = "storefront"
}

resource "aws_ecs_service" "storefront" {
  name            = "storefront"
  cluster         = aws_ecs_cluster.storefront.id
  task_definition = aws_ecs_task_definition.storefront.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.edge.id]
    security_groups  = [aws_security_group.storefront.id]
    assign_public_ip = true
  }
}
