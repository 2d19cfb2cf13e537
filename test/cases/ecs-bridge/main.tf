provider "aws" {
  region = "eu-north-1"
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

resource "aws_vpc" "ferry" {
  cidr_block = "10.93.0.0/16"
}

resource "aws_internet_gateway" "ferry" {
  vpc_id = aws_vpc.ferry.id
}

resource "aws_subnet" "quay" {
  vpc_id                  = aws_vpc.ferry.id
  cidr_block              = "10.93.40.0/22"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "quay" {
  vpc_id = aws_vpc.ferry.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.ferry.id
  }
}

resource "aws_route_table_association" "quay" {
  subnet_id      = aws_subnet.quay.id
  route_table_id = aws_route_table.quay.id
}

resource "aws_security_group" "hosts" {
  name   = "hosts"
  vpc_id = aws_vpc.ferry.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.hosts.id
  ip_protocol       = "tcp"
  from_port         = 8611
  to_port           = 8611
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_ecs_cluster" "ferry" {
  name = "ferry"
}

resource "aws_launch_template" "host" {
  name_prefix            = "ferry-"
  image_id               = data.aws_ssm_parameter.image.value
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.hosts.id]

  user_data = base64encode("#!/bin/bash\necho ECS_CLUSTER=ferry >> /etc/ecs/ecs.config\n")
}

resource "aws_autoscaling_group" "host" {
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.quay.id]

  launch_template {
    id      = aws_launch_template.host.id
    version = aws_launch_template.host.latest_version
  }
}

resource "aws_ecs_task_definition" "timetable" {
  family       = "timetable"
  network_mode = "bridge"

  container_definitions = jsonencode([{
    name         = "timetable"
    image        = "registry.example.com/timetable:12"
    memory       = 256
    command      = ["gunicorn", "-b", "0.0.0.0:8610", "timetable:app"]
    portMappings = [{ containerPort = 8610, hostPort = 8611 }]
  }])
}

resource "aws_ecs_service" "timetable" {
  name            = "timetable"
  cluster         = aws_ecs_cluster.ferry.id
  task_definition = aws_ecs_task_definition.timetable.arn
  desired_count   = 1
}
