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

resource "aws_vpc" "derby" {
  cidr_block = "10.115.0.0/16"
}

resource "aws_internet_gateway" "derby" {
  vpc_id = aws_vpc.derby.id
}

resource "aws_subnet" "track" {
  vpc_id     = aws_vpc.derby.id
  cidr_block = "10.115.1.0/24"
}

resource "aws_route_table" "track" {
  vpc_id = aws_vpc.derby.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.derby.id
  }
}

resource "aws_route_table_association" "track" {
  subnet_id      = aws_subnet.track.id
  route_table_id = aws_route_table.track.id
}

resource "aws_security_group" "odds" {
  name   = "odds"
  vpc_id = aws_vpc.derby.id
}

resource "aws_vpc_security_group_ingress_rule" "odds" {
  security_group_id = aws_security_group.odds.id
  ip_protocol       = "tcp"
  from_port         = 6390
  to_port           = 6390
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "odds" {
  ami                         = data.aws_ami.linux.id
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.track.id
  vpc_security_group_ids      = [aws_security_group.odds.id]
  associate_public_ip_address = true

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y redis6
    redis-server --port 6390 --bind 0.0.0.0 --protected-mode no --daemonize yes
  EOT
}
