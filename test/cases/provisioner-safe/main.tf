provider "aws" {
  region = "eu-north-1"
}

data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]

  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*"]
  }
}

resource "aws_vpc" "orchard" {
  cidr_block = "10.87.0.0/16"
}

resource "aws_internet_gateway" "orchard" {
  vpc_id = aws_vpc.orchard.id
}

resource "aws_subnet" "terrace" {
  vpc_id     = aws_vpc.orchard.id
  cidr_block = "10.87.1.0/24"
}

resource "aws_route_table" "terrace" {
  vpc_id = aws_vpc.orchard.id
}

resource "aws_route_table_association" "terrace" {
  subnet_id      = aws_subnet.terrace.id
  route_table_id = aws_route_table.terrace.id
}

resource "aws_route" "outward" {
  route_table_id         = aws_route_table.terrace.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.orchard.id
}

resource "aws_security_group" "press" {
  name   = "press"
  vpc_id = aws_vpc.orchard.id
}

resource "aws_vpc_security_group_ingress_rule" "press" {
  security_group_id = aws_security_group.press.id
  ip_protocol       = "tcp"
  from_port         = 7443
  to_port           = 7443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_network_interface" "press" {
  subnet_id       = aws_subnet.terrace.id
  security_groups = [aws_security_group.press.id]
}

resource "aws_eip" "press" {
  domain            = "vpc"
  network_interface = aws_network_interface.press.id
}

resource "aws_instance" "press" {
  ami           = data.aws_ami.ubuntu.id
  instance_type = "t3.micro"

  primary_network_interface {
    network_interface_id = aws_network_interface.press.id
  }

  provisioner "local-exec" {
    command = "echo press >> machines.txt"
  }
}
