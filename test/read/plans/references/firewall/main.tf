variable "vpc_id" {}
variable "subnets" {}
variable "port" {}
variable "chosen" {}

locals {
  own = aws_security_group.this
}

resource "aws_security_group" "this" {
  vpc_id = var.vpc_id
}

resource "aws_instance" "member" {
  count                  = 1
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = var.subnets[count.index]
  vpc_security_group_ids = [aws_security_group.this.id, var.chosen.group]
}

module "audit" {
  source = "./audit"
  group  = aws_security_group.this.id
  subnet = var.subnets[0]
}

output "id" {
  value = aws_security_group.this.id
}

output "deep" {
  value = module.audit.group
}

output "hidden" {
  value = local.own.id
}

output "all" {
  value = { id = aws_security_group.this.id, port = var.port }
}

output "subnets" {
  value = var.subnets
}
