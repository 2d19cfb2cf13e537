variable "places" {}
variable "machines" {}
variable "balanced" {}
variable "target_groups" {}

locals {
  create = true
}

resource "aws_instance" "this" {
  for_each               = { for name, machine in var.machines : name => machine if local.create }
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = var.places.near
  vpc_security_group_ids = each.value.groups
}

resource "aws_lb_target_group" "own" {
  for_each           = { for name, group in var.balanced : name => group if local.create }
  port               = 8101
  protocol           = "TCP"
  preserve_client_ip = try(each.value.keeps, null)
}

resource "aws_lb_target_group_attachment" "red" {
  target_group_arn = var.target_groups["red"].arn
  target_id        = aws_instance.this["web"].id
}
