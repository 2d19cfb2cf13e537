variable "vpc_id" {}

resource "aws_security_group" "first" {
  vpc_id = var.vpc_id
}

resource "aws_security_group" "second" {
  vpc_id = var.vpc_id
}

output "first" {
  value = aws_security_group.first.id
}

output "second" {
  value = aws_security_group.second.id
}
