provider "aws" {
  region = "eu-central-1"
}

data "aws_ami" "windows" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["Windows_Server-2022-English-Full-Base-*"]
  }
}

resource "aws_vpc" "clinic" {
  cidr_block = "10.117.0.0/16"
}

resource "aws_internet_gateway" "clinic" {
  vpc_id = aws_vpc.clinic.id
}

resource "aws_subnet" "office" {
  vpc_id     = aws_vpc.clinic.id
  cidr_block = "10.117.1.0/24"
}

resource "aws_route_table" "office" {
  vpc_id = aws_vpc.clinic.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.clinic.id
  }
}

resource "aws_route_table_association" "office" {
  subnet_id      = aws_subnet.office.id
  route_table_id = aws_route_table.office.id
}

resource "aws_security_group" "desktop" {
  name   = "desktop"
  vpc_id = aws_vpc.clinic.id
}

resource "aws_vpc_security_group_ingress_rule" "desktop" {
  security_group_id = aws_security_group.desktop.id
  ip_protocol       = "tcp"
  from_port         = 3389
  to_port           = 3389
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "desktop" {
  ami                         = data.aws_ami.windows.id
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.office.id
  vpc_security_group_ids      = [aws_security_group.desktop.id]
  associate_public_ip_address = true
}
