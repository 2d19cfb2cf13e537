provider "aws" {
  region = "eu-west-2"
}

module "network" {
  source = "./network"
  cidr   = "10.92.0.0/16"
}

module "service" {
  source = "./service"

  for_each = {
    red   = { bind = "0.0.0.0", port = 5101 }
    white = { bind = "127.0.0.1", port = 5102 }
  }

  name      = each.key
  bind      = each.value.bind
  port      = each.value.port
  subnet_id = module.network.subnet_ids[1]
  vpc_id    = module.network.vpc_id
  open_to   = ["192.0.2.0/25", "0.0.0.0/0"]
}
