provider "aws" {
  region = "eu-west-3"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-kernel-6.1-x86_64"]
  }
}

resource "aws_vpc" "mail" {
  cidr_block = "10.63.0.0/16"
}

resource "aws_internet_gateway" "mail" {
  vpc_id = aws_vpc.mail.id
}

resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.mail.id
  cidr_block = "10.63.4.0/24"
}

resource "aws_route_table" "front" {
  vpc_id = aws_vpc.mail.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.mail.id
  }
}

resource "aws_route_table_association" "front" {
  subnet_id      = aws_subnet.front.id
  route_table_id = aws_route_table.front.id
}

resource "aws_subnet" "back" {
  vpc_id     = aws_vpc.mail.id
  cidr_block = "10.63.9.0/24"
}

resource "aws_security_group" "front" {
  name   = "front"
  vpc_id = aws_vpc.mail.id

  ingress {
    protocol    = "tcp"
    from_port   = 6390
    to_port     = 6390
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_elb" "front" {
  name_prefix     = "front-"
  subnets         = [aws_subnet.front.id]
  security_groups = [aws_security_group.front.id]

  listener {
    lb_port           = 6390
    lb_protocol       = "tcp"
    instance_port     = 6391
    instance_protocol = "tcp"
  }
}

resource "aws_security_group" "queue" {
  name   = "queue"
  vpc_id = aws_vpc.mail.id
}

resource "aws_security_group_rule" "queue" {
  type                     = "ingress"
  security_group_id        = aws_security_group.queue.id
  protocol                 = "tcp"
  from_port                = 6391
  to_port                  = 6391
  source_security_group_id = aws_elb.front.source_security_group_id
}

resource "aws_launch_template" "queue" {
  name_prefix            = "queue-"
  image_id               = data.aws_ami.linux.id
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.queue.id]

  user_data = base64encode("#!/bin/bash\nredis-server --port 6391 --bind 0.0.0.0 --protected-mode no\n")
}

resource "aws_autoscaling_group" "queue" {
  min_size            = 1
  max_size            = 3
  vpc_zone_identifier = [aws_subnet.back.id]
  load_balancers      = [aws_elb.front.id]

  launch_template {
    id      = aws_launch_template.queue.id
    version = aws_launch_template.queue.latest_version
  }
}
