provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "quay" {
  cidr_block = "10.97.0.0/16"
}

resource "aws_internet_gateway" "quay" {
  vpc_id = aws_vpc.quay.id
}

resource "aws_subnet" "pier" {
  vpc_id     = aws_vpc.quay.id
  cidr_block = "10.97.1.0/24"
}

resource "aws_route_table" "pier" {
  vpc_id = aws_vpc.quay.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.quay.id
  }
}

resource "aws_route_table_association" "pier" {
  subnet_id      = aws_subnet.pier.id
  route_table_id = aws_route_table.pier.id
}

resource "aws_security_group" "ferry" {
  name   = "ferry"
  vpc_id = aws_vpc.quay.id
}

resource "aws_vpc_security_group_ingress_rule" "public" {
  security_group_id = aws_security_group.ferry.id
  ip_protocol       = "tcp"
  from_port         = 7345
  to_port           = 7345
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_task_definition" "ferry" {
  family                   = "ferry"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "tickets"
    image   = "registry.example.com/quay/tickets:17"
    command = ["gunicorn", "-b", "0.0.0.0:8613", "tickets:app"]

    portMappings = [{ containerPort = 7345 }]
  }])
}

resource "aws_ecs_cluster" "ferry" {
  name = "ferry"
}

resource "aws_ecs_service" "ferry" {
  name            = "ferry"
  cluster         = aws_ecs_cluster.ferry.id
  task_definition = aws_ecs_task_definition.ferry.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.pier.id]
    security_groups  = [aws_security_group.ferry.id]
    assign_public_ip = true
  }
}
