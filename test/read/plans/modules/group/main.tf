variable "vpc_id" {}

resource "aws_security_group" "this" {
  vpc_id = var.vpc_id
}

output "id" {
  value = aws_security_group.this.id
}

output "arn" {
  value = aws_security_group.this.arn
}

output "vpc_id" {
  value = var.vpc_id
}
