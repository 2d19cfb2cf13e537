provider "aws" {
  region = "eu-west-3"
}

locals {
  name = "crane"
}

resource "aws_vpc" "harbour" {
  cidr_block = "10.131.0.0/16"
}

resource "aws_internet_gateway" "harbour" {
  vpc_id = aws_vpc.harbour.id
}

resource "aws_subnet" "quay" {
  count = 2

  vpc_id     = aws_vpc.harbour.id
  cidr_block = cidrsubnet("10.131.0.0/16", 8, count.index + 7)
}

resource "aws_route_table" "quay" {
  vpc_id = aws_vpc.harbour.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.harbour.id
  }
}

resource "aws_route_table_association" "quay" {
  count = 2

  subnet_id      = aws_subnet.quay[count.index].id
  route_table_id = aws_route_table.quay.id
}

resource "aws_ecs_cluster" "harbour" {
  name = "harbour"
}

module "crane" {
  source = "./service"

  name       = local.name
  cluster    = aws_ecs_cluster.harbour.id
  vpc_id     = aws_vpc.harbour.id
  subnet_ids = aws_subnet.quay[*].id
  command    = ["gunicorn", "-b", "0.0.0.0:8617", "crane:app"]

  rules = {
    pilots = { port = 8617, network = "10.131.0.0/16" }
  }
}
