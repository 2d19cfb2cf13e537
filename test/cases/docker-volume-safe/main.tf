provider "aws" {
  region = "eu-west-3"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-kernel-6.1-x86_64"]
  }
}

resource "aws_vpc" "harbour" {
  cidr_block = "10.83.0.0/16"
}

resource "aws_internet_gateway" "harbour" {
  vpc_id = aws_vpc.harbour.id
}

resource "aws_subnet" "quay" {
  vpc_id                  = aws_vpc.harbour.id
  cidr_block              = "10.83.8.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "quay" {
  vpc_id = aws_vpc.harbour.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.harbour.id
  }
}

resource "aws_route_table_association" "quay" {
  subnet_id      = aws_subnet.quay.id
  route_table_id = aws_route_table.quay.id
}

resource "aws_security_group" "quay" {
  name   = "quay"
  vpc_id = aws_vpc.harbour.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.quay.id
  ip_protocol       = "tcp"
  from_port         = 5478
  to_port           = 5478
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "quay" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.quay.id
  vpc_security_group_ids = [aws_security_group.quay.id]

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y docker
    systemctl enable --now docker
    docker run -d --name berths -p 5478:5432 -v /mnt/berths:/var/lib/postgresql/data postgres:16
  EOT
}
