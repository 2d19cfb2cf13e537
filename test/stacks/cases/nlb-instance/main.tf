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

resource "aws_vpc" "chat" {
  cidr_block = "10.52.0.0/16"
}

resource "aws_internet_gateway" "chat" {
  vpc_id = aws_vpc.chat.id
}

resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.chat.id
  cidr_block = "10.52.1.0/24"
}

resource "aws_route_table" "front" {
  vpc_id = aws_vpc.chat.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.chat.id
  }
}

resource "aws_route_table_association" "front" {
  subnet_id      = aws_subnet.front.id
  route_table_id = aws_route_table.front.id
}

resource "aws_subnet" "back" {
  vpc_id     = aws_vpc.chat.id
  cidr_block = "10.52.2.0/24"
}

resource "aws_lb" "chat" {
  name               = "chat"
  load_balancer_type = "network"
  subnets            = [aws_subnet.front.id]
}

resource "aws_lb_target_group" "chat" {
  name     = "chat"
  port     = 8085
  protocol = "TCP"
  vpc_id   = aws_vpc.chat.id
}

resource "aws_lb_target_group_attachment" "chat" {
  target_group_arn = aws_lb_target_group.chat.arn
  target_id        = aws_instance.chat.id
  port             = 8086
}

resource "aws_lb_listener" "chat" {
  load_balancer_arn = aws_lb.chat.arn
  port              = 5222
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.chat.arn
  }
}

resource "aws_security_group" "chat" {
  name   = "chat"
  vpc_id = aws_vpc.chat.id
}

resource "aws_vpc_security_group_ingress_rule" "chat" {
  security_group_id = aws_security_group.chat.id
  ip_protocol       = "tcp"
  from_port         = 8086
  to_port           = 8086
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "chat" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.back.id
  vpc_security_group_ids = [aws_security_group.chat.id]
  private_ip             = "10.52.2.40"

  user_data = <<-EOT
    #!/bin/bash
    cd /opt/chat && gunicorn -b 10.52.2.40:8086 chat:app
  EOT
}
