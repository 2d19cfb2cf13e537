provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "archive" {
  cidr_block = "10.87.0.0/16"
}

resource "aws_internet_gateway" "archive" {
  vpc_id = aws_vpc.archive.id
}

resource "aws_subnet" "cellar" {
  vpc_id     = aws_vpc.archive.id
  cidr_block = "10.87.1.0/24"
}

resource "aws_route_table" "cellar" {
  vpc_id = aws_vpc.archive.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.archive.id
  }
}

resource "aws_route_table_association" "cellar" {
  subnet_id      = aws_subnet.cellar.id
  route_table_id = aws_route_table.cellar.id
}

resource "aws_eip" "office" {
  domain = "vpc"
}

resource "aws_security_group" "scans" {
  name   = "scans"
  vpc_id = aws_vpc.archive.id
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.scans.id
  ip_protocol       = "tcp"
  from_port         = 8765
  to_port           = 8765
  cidr_ipv4         = "${aws_eip.office.public_ip}/32"
}

resource "aws_ecs_task_definition" "scans" {
  family                   = "scans"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "scans"
    image   = "registry.example.com/archive/scans:4"
    command = ["gunicorn", "-b", "0.0.0.0:8765", "scans:app"]
  }])
}

resource "aws_ecs_cluster" "scans" {
  name = "scans"
}

resource "aws_ecs_service" "scans" {
  name            = "scans"
  cluster         = aws_ecs_cluster.scans.id
  task_definition = aws_ecs_task_definition.scans.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.cellar.id]
    security_groups  = [aws_security_group.scans.id]
    assign_public_ip = true
  }
}
