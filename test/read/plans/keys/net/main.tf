variable "vpc" {}
resource "aws_subnet" "own" {
  for_each   = { edge-b = 16, deep-b = 24 }
  vpc_id     = var.vpc
  cidr_block = "10.62.${each.value}.0/24"
}
output "subnets" { value = { for key, subnet in aws_subnet.own : key => subnet.id } }
