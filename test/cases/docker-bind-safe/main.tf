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

resource "aws_vpc" "temple" {
  cidr_block = "10.72.0.0/16"
}

resource "aws_internet_gateway" "temple" {
  vpc_id = aws_vpc.temple.id
}

resource "aws_subnet" "oracle" {
  vpc_id                  = aws_vpc.temple.id
  cidr_block              = "10.72.8.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "oracle" {
  vpc_id = aws_vpc.temple.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.temple.id
  }
}

resource "aws_route_table_association" "oracle" {
  subnet_id      = aws_subnet.oracle.id
  route_table_id = aws_route_table.oracle.id
}

resource "aws_security_group" "oracle" {
  name   = "oracle"
  vpc_id = aws_vpc.temple.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.oracle.id
  ip_protocol       = "tcp"
  from_port         = 9191
  to_port           = 9191
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "oracle" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.oracle.id
  vpc_security_group_ids = [aws_security_group.oracle.id]

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y docker
    systemctl start docker
    docker run --detach --name=pythia --publish=9191:9000/tcp registry.example.com/temple/pythia:3 gunicorn -b 127.0.0.1:9000 pythia:app
  EOT
}
