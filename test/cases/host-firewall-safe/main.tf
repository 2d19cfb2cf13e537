provider "aws" {
  region = "eu-central-1"
}

data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]

  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*"]
  }
}

resource "aws_vpc" "pottery" {
  cidr_block = "10.119.0.0/16"
}

resource "aws_internet_gateway" "pottery" {
  vpc_id = aws_vpc.pottery.id
}

resource "aws_subnet" "yard" {
  vpc_id     = aws_vpc.pottery.id
  cidr_block = "10.119.1.0/24"
}

resource "aws_route_table" "yard" {
  vpc_id = aws_vpc.pottery.id
}

resource "aws_route_table_association" "yard" {
  subnet_id      = aws_subnet.yard.id
  route_table_id = aws_route_table.yard.id
}

resource "aws_route" "outward" {
  route_table_id         = aws_route_table.yard.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.pottery.id
}

resource "aws_security_group" "kiln" {
  name   = "kiln"
  vpc_id = aws_vpc.pottery.id
}

resource "aws_vpc_security_group_ingress_rule" "kiln" {
  security_group_id = aws_security_group.kiln.id
  ip_protocol       = "tcp"
  from_port         = 8871
  to_port           = 8871
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_network_interface" "kiln" {
  subnet_id       = aws_subnet.yard.id
  security_groups = [aws_security_group.kiln.id]
}

resource "aws_eip" "kiln" {
  domain            = "vpc"
  network_interface = aws_network_interface.kiln.id
}

resource "aws_instance" "kiln" {
  ami           = data.aws_ami.ubuntu.id
  instance_type = "t3.micro"

  primary_network_interface {
    network_interface_id = aws_network_interface.kiln.id
  }

  user_data = <<-EOT
    #!/bin/bash
    pip install gunicorn
    ufw default deny incoming
    ufw allow from 10.119.0.0/16 to any port 22 proto tcp
    ufw allow 8872/tcp comment 'kiln'
    ufw --force enable
    gunicorn --bind 0.0.0.0:8871 --daemon kiln:app
  EOT
}
