provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "clinic" {
  cidr_block = "10.18.0.0/16"
}

resource "aws_internet_gateway" "clinic" {
  vpc_id = aws_vpc.clinic.id
}

resource "aws_subnet" "ward" {
  vpc_id     = aws_vpc.clinic.id
  cidr_block = "10.18.32.0/20"
}

resource "aws_route_table" "ward" {
  vpc_id = aws_vpc.clinic.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.clinic.id
  }
}

resource "aws_route_table_association" "ward" {
  subnet_id      = aws_subnet.ward.id
  route_table_id = aws_route_table.ward.id
}

resource "aws_ec2_managed_prefix_list" "staff" {
  name           = "staff"
  address_family = "IPv4"
  max_entries    = 4

  entry {
    cidr        = "192.0.2.128/25"
    description = "reception"
  }

  entry {
    cidr        = "198.51.100.64/26"
    description = "laboratory"
  }
}

resource "aws_security_group" "records" {
  name   = "records"
  vpc_id = aws_vpc.clinic.id
}

resource "aws_vpc_security_group_ingress_rule" "staff" {
  security_group_id = aws_security_group.records.id
  ip_protocol       = "tcp"
  from_port         = 7443
  to_port           = 7443
  prefix_list_id    = aws_ec2_managed_prefix_list.staff.id
}

resource "aws_ecs_task_definition" "records" {
  family                   = "records"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "records"
    image   = "registry.example.com/clinic/records:66"
    command = ["gunicorn", "-b", ":7443", "records.wsgi:application"]
  }])
}

resource "aws_ecs_cluster" "records" {
  name = "records"
}

resource "aws_ecs_service" "records" {
  name            = "records"
  cluster         = aws_ecs_cluster.records.id
  task_definition = aws_ecs_task_definition.records.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.ward.id]
    security_groups  = [aws_security_group.records.id]
    assign_public_ip = true
  }
}
