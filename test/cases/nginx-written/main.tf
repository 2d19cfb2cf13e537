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

resource "aws_vpc" "attic" {
  cidr_block = "10.75.0.0/16"
}

resource "aws_internet_gateway" "attic" {
  vpc_id = aws_vpc.attic.id
}

resource "aws_subnet" "blog" {
  vpc_id                  = aws_vpc.attic.id
  cidr_block              = "10.75.3.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "blog" {
  vpc_id = aws_vpc.attic.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.attic.id
  }
}

resource "aws_route_table_association" "blog" {
  subnet_id      = aws_subnet.blog.id
  route_table_id = aws_route_table.blog.id
}

resource "aws_security_group" "blog" {
  name   = "blog"
  vpc_id = aws_vpc.attic.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.blog.id
  ip_protocol       = "tcp"
  from_port         = 8081
  to_port           = 8081
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "blog" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.blog.id
  vpc_security_group_ids = [aws_security_group.blog.id]

  user_data = <<-EOT
    #!/bin/bash
    dnf install -y nginx
    cat > /etc/nginx/nginx.conf <<'CONF'
    user nginx;
    worker_processes 2;

    events {
      worker_connections 512;
    }

    http {
      access_log off;

      server {
        listen 0.0.0.0:8081;
        root /srv/blog;
      }
    }
    CONF
    systemctl enable --now nginx
  EOT
}
