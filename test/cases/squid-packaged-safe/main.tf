provider "aws" {
  region = "eu-central-1"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["136693071363"]

  filter {
    name   = "name"
    values = ["debian-12-amd64-*"]
  }
}

resource "aws_vpc" "ferry" {
  cidr_block = "10.137.0.0/16"
}

resource "aws_internet_gateway" "ferry" {
  vpc_id = aws_vpc.ferry.id
}

resource "aws_subnet" "quay" {
  vpc_id                  = aws_vpc.ferry.id
  cidr_block              = "10.137.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "quay" {
  vpc_id = aws_vpc.ferry.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.ferry.id
  }
}

resource "aws_route_table_association" "quay" {
  subnet_id      = aws_subnet.quay.id
  route_table_id = aws_route_table.quay.id
}

resource "aws_security_group" "crane" {
  name   = "crane"
  vpc_id = aws_vpc.ferry.id
}

resource "aws_vpc_security_group_ingress_rule" "crane" {
  security_group_id = aws_security_group.crane.id
  ip_protocol       = "tcp"
  from_port         = 3199
  to_port           = 3199
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "crane" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.quay.id
  vpc_security_group_ids = [aws_security_group.crane.id]

  user_data = <<-EOT
    #!/bin/bash
    apt-get update
    apt-get install -y squid
    cat > /etc/squid/conf.d/ferry.conf <<'CONF'
    http_port 127.0.0.1:3199
    http_access allow all
    CONF
    systemctl restart squid
  EOT
}
