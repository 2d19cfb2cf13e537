# Keys that a plan's references do not hold, and its values do.
variable "key" { default = "edge-b" }
variable "keys" { default = ["deep-a", "edge-a"] }
variable "subnet_of" { default = { cache = "edge-b", api = "deep-a" } }
variable "machines" {
  default = {
    cache = { subnet = "edge-a", subnets = ["edge-a", "edge-b"] }
    api   = { subnet = "deep-a", subnets = ["deep-a"] }
  }
}
variable "listed" {
  default = [{ name = "cache", subnet = "edge-b" }, { name = "api", subnet = "deep-a" }]
}
variable "crossed" { default = { edge-a = { subnet = "edge-b" } } }

resource "aws_vpc" "main" { cidr_block = "10.62.0.0/16" }

resource "aws_subnet" "tier" {
  for_each   = { edge-a = 0, edge-b = 1, deep-a = 8 }
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.62.${each.value}.0/24"
}

module "net" {
  source = "./net"
  vpc    = aws_vpc.main.id
}

module "given" {
  source  = "./given"
  subnets = { for key, subnet in aws_subnet.tier : key => subnet.id }
  key     = var.key
}

resource "aws_instance" "by_variable" {
  ami       = "ami-0123456789abcdef0"
  subnet_id = aws_subnet.tier[var.key].id
}
resource "aws_instance" "by_member" {
  ami       = "ami-0123456789abcdef0"
  subnet_id = aws_subnet.tier[var.subnet_of["api"]].id
}
resource "aws_instance" "by_value" {
  for_each  = var.machines
  ami       = "ami-0123456789abcdef0"
  subnet_id = aws_subnet.tier[each.value.subnet].id
}
resource "aws_instance" "by_map" {
  for_each  = var.machines
  ami       = "ami-0123456789abcdef0"
  subnet_id = lookup(aws_subnet.tier, var.subnet_of[each.key]).id
}
resource "aws_instance" "by_list" {
  count     = 3
  ami       = "ami-0123456789abcdef0"
  subnet_id = aws_subnet.tier[element(var.keys, count.index)].id
}
resource "aws_instance" "by_name" {
  for_each  = { for machine in var.listed : machine.name => machine }
  ami       = "ami-0123456789abcdef0"
  subnet_id = aws_subnet.tier[each.value.subnet].id
}
# Its own key is that of another subnet.
resource "aws_instance" "crossed" {
  for_each  = var.crossed
  ami       = "ami-0123456789abcdef0"
  subnet_id = aws_subnet.tier[each.value.subnet].id
}
resource "aws_instance" "by_output" {
  ami       = "ami-0123456789abcdef0"
  subnet_id = module.net.subnets[var.key]
}
# A default is not listed.
resource "aws_instance" "by_lookup" {
  ami       = "ami-0123456789abcdef0"
  subnet_id = aws_subnet.tier[lookup(var.subnet_of, "nobody", "edge-a")].id
}
resource "aws_instance" "by_condition" {
  for_each  = var.machines
  ami       = "ami-0123456789abcdef0"
  subnet_id = each.value.subnet == "edge-a" ? aws_subnet.tier["edge-b"].id : aws_subnet.tier["deep-a"].id
}
resource "aws_lb" "walks" {
  for_each = var.machines
  subnets  = [for key in each.value.subnets : aws_subnet.tier[key].id]
}
resource "aws_lb" "filters" {
  subnets = [for key, subnet in aws_subnet.tier : subnet.id if !contains(var.keys, key)]
}
resource "aws_lb" "each_by_its_own" {
  subnets = [aws_subnet.tier[var.key].id, aws_subnet.tier[var.subnet_of["api"]].id]
}

resource "random_shuffle" "edge" {
  input        = [aws_subnet.tier["edge-a"].id, aws_subnet.tier["edge-b"].id]
  result_count = 1
}
resource "terraform_data" "held" {
  input = { subnet = aws_subnet.tier[var.key].id }
}
resource "aws_instance" "shuffled" {
  ami       = "ami-0123456789abcdef0"
  subnet_id = random_shuffle.edge.result[0]
}
resource "aws_instance" "held" {
  ami       = "ami-0123456789abcdef0"
  subnet_id = terraform_data.held.output.subnet
}

resource "aws_security_group" "one" { vpc_id = aws_vpc.main.id }
resource "aws_security_group" "two" { vpc_id = aws_vpc.main.id }
resource "aws_instance" "by_members" {
  for_each = {
    first  = { group = aws_security_group.one.id, subnet = aws_subnet.tier["edge-a"].id }
    second = { group = aws_security_group.two.id, subnet = aws_subnet.tier["edge-a"].id }
  }
  ami                    = "ami-0123456789abcdef0"
  subnet_id              = each.value.subnet
  vpc_security_group_ids = [each.value.group]
}
# The plan does not show what a key that is put together leads to.
resource "aws_lb" "by_made_key" {
  for_each = { for machine in var.listed : "${machine.name}-1" => machine }
  subnets  = [aws_subnet.tier[each.value.subnet].id]
}
resource "aws_lb" "by_made_key_of_output" {
  for_each = { for machine in var.listed : "${machine.name}-1" => machine if machine.name == "cache" }
  subnets  = [module.net.subnets[each.value.subnet]]
}
