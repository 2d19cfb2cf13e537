provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "brewery" {
  cidr_block = "10.121.0.0/16"
}

resource "aws_internet_gateway" "brewery" {
  vpc_id = aws_vpc.brewery.id
}

resource "aws_subnet" "cellar" {
  vpc_id     = aws_vpc.brewery.id
  cidr_block = "10.121.1.0/24"
}

resource "aws_route_table" "cellar" {
  vpc_id = aws_vpc.brewery.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.brewery.id
  }
}

resource "aws_route_table_association" "cellar" {
  subnet_id      = aws_subnet.cellar.id
  route_table_id = aws_route_table.cellar.id
}

variable "doors" {
  type = map(object({ port = number, networks = list(string) }))
  default = {
    office  = { port = 9300, networks = ["198.51.100.0/24"] }
    tasting = { port = 8730, networks = ["203.0.113.0/24"] }
  }
}

resource "aws_security_group" "taps" {
  name   = "taps"
  vpc_id = aws_vpc.brewery.id

  dynamic "ingress" {
    for_each = var.doors

    content {
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.networks
    }
  }

  ingress {
    from_port = 0
    to_port   = 0
    protocol  = "-1"
    self      = true
  }
}

resource "aws_ecs_task_definition" "taps" {
  family                   = "taps"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "taps"
    image   = "registry.example.com/brewery/taps:6"
    command = ["gunicorn", "-b", "0.0.0.0:8730", "taps:app"]
  }])
}

resource "aws_ecs_cluster" "taps" {
  name = "taps"
}

resource "aws_ecs_service" "taps" {
  name            = "taps"
  cluster         = aws_ecs_cluster.taps.id
  task_definition = aws_ecs_task_definition.taps.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.cellar.id]
    security_groups  = [aws_security_group.taps.id]
    assign_public_ip = true
  }
}
