terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-2"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.63.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "outer" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.63.1.0/24"
}

resource "aws_subnet" "inner" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.63.2.0/24"
}

resource "aws_route_table" "outer" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "outer" {
  subnet_id      = aws_subnet.outer.id
  route_table_id = aws_route_table.outer.id
}

resource "aws_security_group" "dash" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 8091
    to_port     = 8091
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_network_interface" "outer" {
  subnet_id       = aws_subnet.outer.id
  private_ips     = ["10.63.1.20", "10.63.1.21"]
  security_groups = [aws_security_group.dash.id]
}

resource "aws_network_interface" "inner" {
  subnet_id       = aws_subnet.inner.id
  private_ips     = ["10.63.2.20"]
  security_groups = [aws_security_group.dash.id]
}

resource "aws_eip" "dash" {
  domain                    = "vpc"
  network_interface         = aws_network_interface.outer.id
  associate_with_private_ip = "10.63.1.21"
}

resource "aws_instance" "dash" {
  ami           = data.aws_ami.linux.id
  instance_type = "t3.small"
  network_interface {
    device_index         = 0
    network_interface_id = aws_network_interface.outer.id
  }
  network_interface {
    device_index         = 1
    network_interface_id = aws_network_interface.inner.id
  }
  user_data = <<-EOF
    #!/bin/bash
    dnf install -y docker
    systemctl enable --now docker
    docker run -d -p 10.63.1.20:8091:6379 redis:7
    cd /srv && gunicorn -b 10.63.2.20:8091 --daemon app:app
  EOF
}
