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

resource "aws_vpc" "ship" {
  cidr_block = "10.76.0.0/16"
}

resource "aws_internet_gateway" "ship" {
  vpc_id = aws_vpc.ship.id
}

resource "aws_subnet" "deck" {
  vpc_id     = aws_vpc.ship.id
  cidr_block = "10.76.4.0/24"
}

resource "aws_route_table" "deck" {
  vpc_id = aws_vpc.ship.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.ship.id
  }
}

resource "aws_route_table_association" "deck" {
  subnet_id      = aws_subnet.deck.id
  route_table_id = aws_route_table.deck.id
}

resource "aws_security_group" "bridge" {
  name   = "bridge"
  vpc_id = aws_vpc.ship.id
}

resource "aws_vpc_security_group_ingress_rule" "crew" {
  security_group_id = aws_security_group.bridge.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "198.51.100.16/28"
}

resource "aws_instance" "bridge" {
  ami                         = data.aws_ami.linux.id
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.deck.id
  vpc_security_group_ids      = [aws_security_group.bridge.id]
  associate_public_ip_address = true
}
