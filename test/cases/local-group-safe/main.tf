provider "aws" {
  region = "eu-central-1"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-kernel-6.1-x86_64"]
  }
}

resource "aws_vpc" "quarry" {
  cidr_block = "10.122.0.0/16"
}

resource "aws_internet_gateway" "quarry" {
  vpc_id = aws_vpc.quarry.id
}

resource "aws_subnet" "ledge" {
  vpc_id                  = aws_vpc.quarry.id
  cidr_block              = "10.122.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "ledge" {
  vpc_id = aws_vpc.quarry.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.quarry.id
  }
}

resource "aws_route_table_association" "ledge" {
  subnet_id      = aws_subnet.ledge.id
  route_table_id = aws_route_table.ledge.id
}

resource "aws_security_group" "crusher" {
  name   = "crusher"
  vpc_id = aws_vpc.quarry.id
}

resource "aws_vpc_security_group_ingress_rule" "crusher" {
  security_group_id = aws_security_group.crusher.id
  ip_protocol       = "tcp"
  from_port         = 8641
  to_port           = 8641
  cidr_ipv4         = "198.51.100.160/27"
}



locals {
  groups = [aws_security_group.crusher.id]
}

resource "aws_instance" "crusher" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.ledge.id
  vpc_security_group_ids = local.groups

  user_data = <<-EOT
    #!/bin/bash
    gunicorn -b 0.0.0.0:8641 crusher:app
  EOT
}
