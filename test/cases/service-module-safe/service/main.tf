variable "name" {
  type = string
}

variable "cluster" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type    = list(string)
  default = []
}

variable "vpc_id" {
  type = string
}

variable "rules" {
  type    = map(object({ port = number, network = string }))
  default = {}
}

variable "command" {
  type = list(string)
}

locals {
  network = {
    groups  = concat(aws_security_group.this[*].id, var.security_group_ids)
    subnets = var.subnet_ids
  }
}

resource "aws_security_group" "this" {
  count = 1

  name   = var.name
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = var.rules

  security_group_id = one(aws_security_group.this[*].id)
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = each.value.network
}

resource "aws_ecs_task_definition" "this" {
  count = 1

  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = var.name
    image   = "registry.example.com/harbour/${var.name}:5"
    command = var.command
  }])
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster
  task_definition = one(aws_ecs_task_definition.this[*].arn)
  launch_type     = "FARGATE"

  dynamic "network_configuration" {
    for_each = [local.network]

    content {
      subnets          = network_configuration.value.subnets
      security_groups  = network_configuration.value.groups
      assign_public_ip = true
    }
  }
}
