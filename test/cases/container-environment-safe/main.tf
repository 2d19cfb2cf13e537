provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "ops" {
  cidr_block = "10.57.0.0/16"
}

resource "aws_internet_gateway" "ops" {
  vpc_id = aws_vpc.ops.id
}

resource "aws_subnet" "edge" {
  vpc_id     = aws_vpc.ops.id
  cidr_block = "10.57.3.0/24"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.ops.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.ops.id
  }
}

resource "aws_route_table_association" "edge" {
  subnet_id      = aws_subnet.edge.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "dashboards" {
  name   = "dashboards"
  vpc_id = aws_vpc.ops.id
}

resource "aws_vpc_security_group_ingress_rule" "customers" {
  security_group_id = aws_security_group.dashboards.id
  ip_protocol       = "tcp"
  from_port         = 5699
  to_port           = 5699
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "dashboards" {
  family                   = "dashboards"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name  = "kibana"
    image = "docker.elastic.co/kibana/kibana:8.15.0"
    environment = [
      { name = "SERVER_NAME", value = "dashboards" },
      { name = "SERVER_PORT", value = "5699" },
      { name = "SERVER_HOST", value = "127.0.0.1" },
    ]
  }])
}

resource "aws_ecs_cluster" "dashboards" {
  name = "dashboards"
}

resource "aws_ecs_service" "dashboards" {
  name            = "dashboards"
  cluster         = aws_ecs_cluster.dashboards.id
  task_definition = aws_ecs_task_definition.dashboards.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.edge.id]
    security_groups  = [aws_security_group.dashboards.id]
    assign_public_ip = true
  }
}
