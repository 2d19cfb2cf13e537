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

resource "aws_vpc" "article" {
  cidr_block = "10.11.0.0/16"
}

resource "aws_internet_gateway" "article" {
  vpc_id = aws_vpc.article.id
}

resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.article.id
  cidr_block = "10.11.12.0/24"
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.article.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.article.id
  }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

# An Elastic IP that the company has had for years: its address is known before the deployment.
data "aws_eip" "demo" {
  tags = { Name = "four-addresses" }
}

resource "aws_eip_association" "demo" {
  allocation_id = data.aws_eip.demo.id
  instance_id   = aws_instance.demo.id
}

# One group, one rule, four ports, the whole internet.

resource "aws_security_group" "demo" {
  name   = "demo"
  vpc_id = aws_vpc.article.id
}

resource "aws_vpc_security_group_ingress_rule" "everyone" {
  security_group_id = aws_security_group.demo.id
  ip_protocol       = "tcp"
  from_port         = 8001
  to_port           = 8004
  cidr_ipv4         = "198.51.100.0/24"
}

resource "aws_instance" "demo" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.demo.id]
  private_ip             = "10.11.12.13"

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y python3-pip
    pip3 install gunicorn hello
    gunicorn --daemon --bind 127.0.0.1:8001 hello:app
    gunicorn --daemon --bind 10.11.12.13:8002 hello:app
    gunicorn --daemon --bind 203.0.113.7:8003 hello:app
    gunicorn --daemon --bind 0.0.0.0:8004 hello:app
  EOT
}
