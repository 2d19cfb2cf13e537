# What an argument refers to: indexes, splats, each, locals, data sources, modules in modules.
provider "aws" {
  region = "eu-west-1"
}

variable "extra_group" {
  default = "sg-0e1f2a3b4c5d6e7f8"
}

variable "no_groups" {
  type    = list(string)
  default = []
}

locals {
  groups = [aws_security_group.shut.id]
}

resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_subnet" "public" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.20.0.0/16", 8, count.index)
}

resource "aws_subnet" "named" {
  for_each   = { "a" = 10, "b.c[0]\"d" = 11 }
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.20.0.0/16", 8, each.value)
}

resource "aws_security_group" "open" {
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "shut" {
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "none" {
  count  = 0
  vpc_id = aws_vpc.main.id
}

data "aws_subnets" "default" {
  filter {
    name   = "default-for-az"
    values = ["true"]
  }
}

data "aws_subnet" "later" {
  id = aws_subnet.public[0].id
}

resource "aws_instance" "one" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.public[1].id
  vpc_security_group_ids = concat([aws_security_group.open.id], aws_security_group.none[*].id, var.no_groups)
}

resource "aws_instance" "keyed" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.named["b.c[0]\"d"].id
  vpc_security_group_ids = local.groups
}

resource "aws_instance" "counted" {
  count                  = 2
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.public[count.index].id
  vpc_security_group_ids = [aws_security_group.open.id, var.extra_group]
}

resource "aws_instance" "each" {
  for_each               = { for subnet in aws_subnet.public : subnet.cidr_block => subnet.id }
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = each.value
  vpc_security_group_ids = [aws_vpc.main.default_security_group_id]
}

resource "aws_instance" "literal" {
  for_each               = toset(["blue"])
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = data.aws_subnet.later.id
  vpc_security_group_ids = [each.value == "blue" ? aws_security_group.open.id : aws_security_group.shut.id]
}

resource "aws_lb" "splat" {
  subnets = concat([aws_subnet.named["a"].id], aws_subnet.public.*.id, values(aws_subnet.named)[*].id)
}

module "firewall" {
  source   = "./firewall"
  for_each = { web = 443, db = 5432 }

  vpc_id  = aws_vpc.main.id
  subnets = aws_subnet.public[*].id
  port    = each.value
  chosen = {
    group  = aws_security_group.shut.id
    office = null
  }
}

resource "aws_security_group_rule" "ping" {
  for_each          = module.firewall
  type              = "ingress"
  security_group_id = each.value.id
  protocol          = "icmp"
  from_port         = 8
  to_port           = 0
  cidr_blocks       = ["198.51.100.0/24"]
}

resource "aws_security_group_rule" "web" {
  type                     = "ingress"
  security_group_id        = module.firewall["web"].id
  source_security_group_id = module.firewall["db"].deep
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}

resource "aws_lb" "through" {
  subnets         = module.firewall["web"].subnets
  security_groups = [module.firewall["web"].hidden, module.firewall["db"].all.id]
}

resource "aws_lb" "any" {
  subnets         = ["subnet-0a1b2c3d4e5f60718"]
  security_groups = values(module.firewall)[*].id
}
