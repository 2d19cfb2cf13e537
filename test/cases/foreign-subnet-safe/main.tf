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

resource "aws_vpc" "tower" {
  cidr_block = "10.88.0.0/16"
}

resource "aws_internet_gateway" "tower" {
  vpc_id = aws_vpc.tower.id
}

resource "aws_subnet" "floor" {
  vpc_id     = aws_vpc.tower.id
  cidr_block = "10.88.1.0/24"
}

resource "aws_route_table" "floor" {
  vpc_id = aws_vpc.tower.id
}

resource "aws_route_table_association" "floor" {
  subnet_id      = aws_subnet.floor.id
  route_table_id = aws_route_table.floor.id
}

resource "aws_security_group" "lift" {
  name   = "lift"
  vpc_id = aws_vpc.tower.id
}

resource "aws_vpc_security_group_ingress_rule" "lift" {
  security_group_id = aws_security_group.lift.id
  ip_protocol       = "tcp"
  from_port         = 8555
  to_port           = 8555
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "lift" {
  ami                         = data.aws_ami.linux.id
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.floor.id
  vpc_security_group_ids      = [aws_security_group.lift.id]
  associate_public_ip_address = true

  user_data = <<-EOT
    #!/bin/bash
    gunicorn -b 0.0.0.0:8555 lift:app
  EOT
}
