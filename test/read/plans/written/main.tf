# What the author wrote, and what was left out: nulls, variables, dynamic blocks, attributes written as blocks.
provider "aws" {
  region = "eu-west-1"
}

variable "nothing" {
  type    = string
  default = null
}

variable "no_groups" {
  type    = list(string)
  default = null
}

variable "flag" {
  default = false
}

variable "hosts" {
  default = {
    blue  = { subnet = "subnet-0a1b2c3d4e5f60718" }
    green = { subnet = null }
  }
}

resource "aws_eip" "office" {}

resource "aws_security_group" "bare" {}

resource "aws_security_group" "empty" {
  ingress = []
}

resource "aws_security_group" "blocks" {
  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["203.0.113.0/24", "${aws_eip.office.public_ip}/32"]
  }
  ingress {
    protocol  = "tcp"
    from_port = 8080
    to_port   = 8080
    self      = true
  }
}

resource "aws_security_group" "dynamic" {
  dynamic "ingress" {
    for_each = [9443]
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["${aws_eip.office.public_ip}/32"]
    }
  }
}

resource "aws_security_group" "dynamic_none" {
  dynamic "ingress" {
    for_each = []
    content {
      protocol  = "tcp"
      from_port = ingress.value
      to_port   = ingress.value
    }
  }
}

resource "aws_instance" "omitted" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.small"
}

resource "aws_instance" "nulls" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t4g.small"
  subnet_id                   = null
  associate_public_ip_address = var.nothing
  vpc_security_group_ids      = var.flag ? ["sg-0e1f2a3b4c5d6e7f8"] : var.no_groups
}

resource "aws_instance" "each" {
  for_each      = var.hosts
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.small"
  subnet_id     = each.value.subnet
}

resource "aws_instance" "conditional" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.small"
  subnet_id     = var.flag ? "subnet-0a1b2c3d4e5f60718" : null
  key_name      = var.flag ? aws_eip.office.id : null
}

module "plain" {
  source = "./service"
}

module "given" {
  source          = "./service"
  subnets         = ["subnet-0a1b2c3d4e5f60718"]
  security_groups = var.no_groups
  name            = "given"
}
