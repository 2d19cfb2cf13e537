terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-north-1"
}

variable "subnets" {
  type = map(object({ cidr = string, public = bool }))
  default = {
    edge-a = { cidr = "10.61.0.0/24", public = true }
    deep-a = { cidr = "10.61.8.0/24", public = false }
  }
}

variable "machines" {
  type = map(object({ subnet = string, port = number }))
  default = {
    cache = { subnet = "edge-a", port = 6391 }
  }
}

data "aws_ami" "al2023" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.61.0.0/16"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "tier" {
  for_each                = var.subnets
  vpc_id                  = aws_vpc.main.id
  cidr_block              = each.value.cidr
  map_public_ip_on_launch = each.value.public
}

resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "edge" {
  for_each       = { for name, subnet in var.subnets : name => subnet if subnet.public }
  subnet_id      = aws_subnet.tier[each.key].id
  route_table_id = aws_route_table.edge.id
}

resource "aws_security_group" "machine" {
  for_each = var.machines
  vpc_id   = aws_vpc.main.id
  ingress {
    from_port   = each.value.port
    to_port     = each.value.port
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "machine" {
  for_each               = var.machines
  ami                    = data.aws_ami.al2023.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.tier[each.value.subnet].id
  vpc_security_group_ids = [aws_security_group.machine[each.key].id]
  user_data              = <<-EOF
    #!/bin/bash
    dnf install -y docker
    systemctl enable --now docker
    docker run -d -p ${each.value.port}:6379 redis:7
  EOF
}
