# What lists and names may mean where a trail is lost: dynamic blocks, locals, inputs, outputs of modules.
provider "aws" {
  region = "eu-west-1"
}

variable "kind" {
  default = "network"
}

locals {
  name       = "lost"
  create     = true
  everything = { one = aws_security_group.root.id }
}

resource "aws_vpc" "main" {
  cidr_block = "10.23.0.0/16"
}

resource "aws_subnet" "near" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.23.0.0/16", 8, count.index)
}

resource "aws_security_group" "root" {
  vpc_id = aws_vpc.main.id
}

resource "aws_lb_target_group" "all" {
  for_each = { red = 8101, blue = 8102 }
  port     = each.value
  protocol = "TCP"
}

# Its own group, and subnets that it is given.
module "own" {
  source  = "./service"
  name    = local.name
  subnets = aws_subnet.near[*].id
}

# A group beside its own: by reference, by a local, by an id.
module "beside" {
  source             = "./service"
  name               = local.name
  subnets            = aws_subnet.near[*].id
  security_group_ids = [aws_security_group.root.id]
}

module "beside_lost" {
  source             = "./service"
  name               = local.name
  subnets            = aws_subnet.near[*].id
  security_group_ids = values(local.everything)
}

module "beside_id" {
  source             = "./service"
  name               = local.name
  subnets            = aws_subnet.near[*].id
  security_group_ids = ["sg-0a1b2c3d4e5f60718"]
}

# A group that may call is none that is carried.
module "called" {
  source  = "./service"
  name    = local.name
  subnets = aws_subnet.near[*].id
  caller  = aws_security_group.root.id
  target  = { arn = aws_lb_target_group.all["red"].arn, container = local.name }
}

module "group" {
  source = "./group"
  count  = 1
  vpc_id = aws_vpc.main.id
}

module "pair" {
  source = "./pair"
  count  = 1
  vpc_id = aws_vpc.main.id
}

# An output that is not named; of a module that brings one group, and of one that brings two.
resource "aws_instance" "unnamed" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  subnet_id              = aws_subnet.near[1].id
  vpc_security_group_ids = [one(module.group[*].id)]
}

resource "aws_instance" "unnamed_pair" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  vpc_security_group_ids = [one(module.pair[*].first)]
}

# A condition that is a text, and one that a local holds.
resource "aws_instance" "by_text" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  vpc_security_group_ids = var.kind == "network" ? [aws_security_group.root.id] : []
}

resource "aws_instance" "by_local" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t4g.small"
  vpc_security_group_ids = local.create ? [aws_security_group.root.id] : []
}

# One of several machines, and parts of an object.
module "machines" {
  source = "./machines"
  places = { near = aws_subnet.near[0].id, far = aws_subnet.near[1].id }
  machines = {
    web    = { groups = [aws_security_group.root.id] }
    worker = { groups = [module.pair[0].first] }
  }
  balanced      = { web = { port = 8101 } }
  target_groups = aws_lb_target_group.all
}
