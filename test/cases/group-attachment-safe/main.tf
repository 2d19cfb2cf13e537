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

resource "aws_vpc" "dojo" {
  cidr_block = "10.114.0.0/16"
}

resource "aws_internet_gateway" "dojo" {
  vpc_id = aws_vpc.dojo.id
}

resource "aws_subnet" "mat" {
  vpc_id                  = aws_vpc.dojo.id
  cidr_block              = "10.114.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "mat" {
  vpc_id = aws_vpc.dojo.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.dojo.id
  }
}

resource "aws_route_table_association" "mat" {
  subnet_id      = aws_subnet.mat.id
  route_table_id = aws_route_table.mat.id
}

resource "aws_security_group" "members" {
  name   = "members"
  vpc_id = aws_vpc.dojo.id
}

resource "aws_vpc_security_group_ingress_rule" "members" {
  security_group_id = aws_security_group.members.id
  ip_protocol       = "tcp"
  from_port         = 8628
  to_port           = 8628
  cidr_ipv4         = "198.51.100.0/27"
}

resource "aws_security_group" "guests" {
  name   = "guests"
  vpc_id = aws_vpc.dojo.id
}

resource "aws_vpc_security_group_ingress_rule" "guests" {
  security_group_id = aws_security_group.guests.id
  ip_protocol       = "tcp"
  from_port         = 8628
  to_port           = 8628
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "dojo" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.mat.id
  vpc_security_group_ids = [aws_security_group.members.id]

  user_data = <<-EOT
    #!/bin/bash
    gunicorn -b 0.0.0.0:8628 dojo:app
  EOT
}
