variable "name" {}
variable "subnets" {}
variable "security_group_ids" {
  default = []
}
variable "caller" {
  default = null
}
variable "target" {
  default = null
}

locals {
  groups     = concat(aws_security_group.this[*].id, var.security_group_ids)
  definition = one(aws_ecs_task_definition.this[*].arn)
}

resource "aws_security_group" "this" {
  count = 1
  name  = var.name
}

resource "aws_security_group_rule" "caller" {
  count                    = 1
  type                     = "ingress"
  security_group_id        = one(aws_security_group.this[*].id)
  source_security_group_id = var.caller
  protocol                 = "tcp"
  from_port                = 8101
  to_port                  = 8101
}

resource "aws_ecs_task_definition" "this" {
  count                 = 1
  family                = var.name
  container_definitions = "[]"
}

resource "aws_ecs_service" "this" {
  name            = var.name
  task_definition = local.definition

  dynamic "network_configuration" {
    for_each = ["one"]
    content {
      subnets         = var.subnets
      security_groups = local.groups
    }
  }

  dynamic "load_balancer" {
    for_each = [var.target]
    content {
      target_group_arn = try(load_balancer.value.arn, null)
      container_name   = try(load_balancer.value.container, "none")
      container_port   = 8101
    }
  }
}
