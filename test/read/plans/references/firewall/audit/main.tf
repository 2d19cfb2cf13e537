variable "group" {}
variable "subnet" {}

resource "aws_instance" "watch" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.nano"
  subnet_id              = var.subnet
  vpc_security_group_ids = [var.group]
}

output "group" {
  value = var.group
}
