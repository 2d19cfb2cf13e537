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

resource "aws_vpc" "port" {
  cidr_block = "10.73.0.0/16"
}

resource "aws_internet_gateway" "port" {
  vpc_id = aws_vpc.port.id
}

resource "aws_subnet" "gate" {
  vpc_id                  = aws_vpc.port.id
  cidr_block              = "10.73.8.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "gate" {
  vpc_id = aws_vpc.port.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.port.id
  }
}

resource "aws_route_table_association" "gate" {
  subnet_id      = aws_subnet.gate.id
  route_table_id = aws_route_table.gate.id
}

resource "aws_security_group" "gate" {
  name   = "gate"
  vpc_id = aws_vpc.port.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.gate.id
  ip_protocol       = "tcp"
  from_port         = 8090
  to_port           = 8090
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "gate" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.gate.id
  vpc_security_group_ids = [aws_security_group.gate.id]

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y docker
    systemctl start docker
    docker run -d --name gate -p 203.0.113.0/24:8090:80 httpd:2.4
  EOT
}
