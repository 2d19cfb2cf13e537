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

resource "aws_vpc" "studio" {
  cidr_block = "10.33.0.0/16"
}

resource "aws_internet_gateway" "studio" {
  vpc_id = aws_vpc.studio.id
}

resource "aws_subnet" "rack" {
  vpc_id     = aws_vpc.studio.id
  cidr_block = "10.33.5.0/24"
}

resource "aws_route_table" "rack" {
  vpc_id = aws_vpc.studio.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.studio.id
  }
}

resource "aws_route_table_association" "rack" {
  subnet_id      = aws_subnet.rack.id
  route_table_id = aws_route_table.rack.id
}

resource "aws_security_group" "render" {
  name   = "render"
  vpc_id = aws_vpc.studio.id
}

resource "aws_vpc_security_group_ingress_rule" "render" {
  security_group_id = aws_security_group.render.id
  ip_protocol       = "tcp"
  from_port         = 8321
  to_port           = 8321
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "render" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.rack.id
  vpc_security_group_ids = [aws_security_group.render.id]

  user_data = <<-EOT
    #!/bin/sh
    export BIND=0.0.0.0:8321
    exec gunicorn --bind "$BIND" render.app:main
  EOT
}
