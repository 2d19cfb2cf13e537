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

resource "aws_vpc" "quarry" {
  cidr_block = "10.113.0.0/16"
}

resource "aws_internet_gateway" "quarry" {
  vpc_id = aws_vpc.quarry.id
}

resource "aws_subnet" "ledge" {
  vpc_id     = aws_vpc.quarry.id
  cidr_block = "10.113.9.0/24"
}

resource "aws_route_table" "ledge" {
  vpc_id = aws_vpc.quarry.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.quarry.id
  }
}

resource "aws_route_table_association" "ledge" {
  subnet_id      = aws_subnet.ledge.id
  route_table_id = aws_route_table.ledge.id
}

resource "aws_security_group" "crane" {
  name   = "crane"
  vpc_id = aws_vpc.quarry.id
}

resource "aws_vpc_security_group_ingress_rule" "gang" {
  security_group_id = aws_security_group.crane.id
  ip_protocol       = "tcp"
  from_port         = 8094
  to_port           = 8094
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_spot_instance_request" "crane" {
  ami                         = data.aws_ami.linux.id
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.ledge.id
  vpc_security_group_ids      = [aws_security_group.crane.id]
  associate_public_ip_address = true
  spot_price                  = "0.017"

  user_data = <<-EOT
    #!/bin/sh
    python3 -m http.server 8094 --bind 0.0.0.0 --directory /srv/maps &
  EOT
}
