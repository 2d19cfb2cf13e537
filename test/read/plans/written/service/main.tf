variable "subnets" {
  default = null
}

variable "security_groups" {
  default = null
}

variable "name" {
  default = "plain"
}

resource "aws_lb" "this" {
  name            = var.name
  subnets         = var.subnets
  security_groups = var.security_groups
}

resource "aws_ecs_service" "this" {
  name = var.name

  dynamic "network_configuration" {
    for_each = var.subnets == null ? [] : [var.subnets]
    content {
      subnets = network_configuration.value
    }
  }

  load_balancer {
    container_name   = "web"
    container_port   = 8443
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef"
  }
}
