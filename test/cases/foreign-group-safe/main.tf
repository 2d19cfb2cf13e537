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

resource "aws_vpc" "castle" {
  cidr_block = "10.113.0.0/16"
}

resource "aws_internet_gateway" "castle" {
  vpc_id = aws_vpc.castle.id
}

resource "aws_subnet" "moat" {
  vpc_id                  = aws_vpc.castle.id
  cidr_block              = "10.113.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "moat" {
  vpc_id = aws_vpc.castle.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.castle.id
  }
}

resource "aws_route_table_association" "moat" {
  subnet_id      = aws_subnet.moat.id
  route_table_id = aws_route_table.moat.id
}

resource "aws_security_group" "drawbridge" {
  name   = "drawbridge"
  vpc_id = aws_vpc.castle.id
}

resource "aws_vpc_security_group_ingress_rule" "drawbridge" {
  security_group_id = aws_security_group.drawbridge.id
  ip_protocol       = "tcp"
  from_port         = 8518
  to_port           = 8518
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "keep" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.moat.id
  vpc_security_group_ids = ["sg-0dec0de0fba5eba11"]

  user_data = <<-EOT
    #!/bin/bash
    gunicorn -b 0.0.0.0:8518 keep:app
  EOT
}
