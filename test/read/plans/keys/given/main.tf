variable "subnets" {}
variable "key" {}
resource "aws_instance" "one" {
  ami       = "ami-0123456789abcdef0"
  subnet_id = var.subnets[var.key]
}
