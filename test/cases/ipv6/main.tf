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

resource "aws_vpc" "forum" {
  cidr_block                       = "10.81.0.0/16"
  assign_generated_ipv6_cidr_block = true
}

resource "aws_internet_gateway" "forum" {
  vpc_id = aws_vpc.forum.id
}

resource "aws_subnet" "six" {
  vpc_id          = aws_vpc.forum.id
  cidr_block      = "10.81.6.0/24"
  ipv6_cidr_block = cidrsubnet(aws_vpc.forum.ipv6_cidr_block, 8, 7)
}

resource "aws_route_table" "six" {
  vpc_id = aws_vpc.forum.id

  route {
    ipv6_cidr_block = "::/0"
    gateway_id      = aws_internet_gateway.forum.id
  }
}

resource "aws_route_table_association" "six" {
  subnet_id      = aws_subnet.six.id
  route_table_id = aws_route_table.six.id
}

resource "aws_security_group" "forum" {
  name   = "forum"
  vpc_id = aws_vpc.forum.id
}

resource "aws_vpc_security_group_ingress_rule" "readers" {
  security_group_id = aws_security_group.forum.id
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
  cidr_ipv6         = "::/0"
}

resource "aws_instance" "forum" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.six.id
  vpc_security_group_ids = [aws_security_group.forum.id]
  ipv6_address_count     = 1

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y python3-pip
    pip3 install gunicorn forum-app
    cd /srv/forum
    gunicorn --bind "[::]:8443" forum:app
  EOT
}
