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

resource "aws_vpc" "museum" {
  cidr_block = "10.71.0.0/16"
}

resource "aws_internet_gateway" "museum" {
  vpc_id = aws_vpc.museum.id
}

resource "aws_subnet" "kiosk" {
  vpc_id                  = aws_vpc.museum.id
  cidr_block              = "10.71.8.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "kiosk" {
  vpc_id = aws_vpc.museum.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.museum.id
  }
}

resource "aws_route_table_association" "kiosk" {
  subnet_id      = aws_subnet.kiosk.id
  route_table_id = aws_route_table.kiosk.id
}

resource "aws_security_group" "kiosk" {
  name   = "kiosk"
  vpc_id = aws_vpc.museum.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.kiosk.id
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "kiosk" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.kiosk.id
  vpc_security_group_ids = [aws_security_group.kiosk.id]

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y docker
    systemctl enable --now docker
    docker run -d --name guide -p 127.0.0.1:8080:80 nginx:1.27
  EOT
}
