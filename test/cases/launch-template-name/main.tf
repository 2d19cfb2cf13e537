provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "foundry" {
  cidr_block = "10.119.0.0/16"
}

resource "aws_internet_gateway" "foundry" {
  vpc_id = aws_vpc.foundry.id
}

resource "aws_subnet" "floor" {
  vpc_id                  = aws_vpc.foundry.id
  cidr_block              = "10.119.6.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "floor" {
  vpc_id = aws_vpc.foundry.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.foundry.id
  }
}

resource "aws_route_table_association" "floor" {
  subnet_id      = aws_subnet.floor.id
  route_table_id = aws_route_table.floor.id
}

resource "aws_security_group" "kiln" {
  name   = "kiln"
  vpc_id = aws_vpc.foundry.id
}

resource "aws_vpc_security_group_ingress_rule" "cache" {
  security_group_id = aws_security_group.kiln.id
  ip_protocol       = "tcp"
  from_port         = 6385
  to_port           = 6385
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_launch_template" "kiln" {
  name                   = "kiln-2026"
  image_id               = "ami-0c0ffee5700000119"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.kiln.id]
  user_data              = base64encode("#!/bin/sh\nredis-server --bind 0.0.0.0 --port 6385 --protected-mode no\n")
}

resource "aws_autoscaling_group" "kiln" {
  name                = "kiln"
  min_size            = 1
  max_size            = 3
  vpc_zone_identifier = [aws_subnet.floor.id]

  launch_template {
    name    = aws_launch_template.kiln.name
    version = "$Latest"
  }
}
