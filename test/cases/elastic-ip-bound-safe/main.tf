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

resource "aws_vpc" "observatory" {
  cidr_block = "10.106.0.0/16"
}

resource "aws_internet_gateway" "observatory" {
  vpc_id = aws_vpc.observatory.id
}

resource "aws_subnet" "dome" {
  vpc_id     = aws_vpc.observatory.id
  cidr_block = "10.106.1.0/24"
}

resource "aws_route_table" "dome" {
  vpc_id = aws_vpc.observatory.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.observatory.id
  }
}

resource "aws_route_table_association" "dome" {
  subnet_id      = aws_subnet.dome.id
  route_table_id = aws_route_table.dome.id
}

data "aws_eip" "dome" {
  tags = { Name = "dome" }
}

resource "aws_eip_association" "dome" {
  allocation_id = data.aws_eip.dome.id
  instance_id   = aws_instance.dome.id
}

resource "aws_security_group" "stars" {
  name   = "stars"
  vpc_id = aws_vpc.observatory.id
}

resource "aws_vpc_security_group_ingress_rule" "stars" {
  security_group_id = aws_security_group.stars.id
  ip_protocol       = "tcp"
  from_port         = 8322
  to_port           = 8322
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "dome" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.dome.id
  vpc_security_group_ids = [aws_security_group.stars.id]
  private_ip             = "10.106.1.17"

  user_data = <<-EOT
    #!/bin/bash
    gunicorn -b 203.0.113.41:8322 stars:app
  EOT
}
