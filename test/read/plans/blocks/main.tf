# Nested blocks: several of them, of a set and of a list, beside dynamic ones.
provider "aws" {
  region = "eu-west-1"
}

resource "aws_security_group" "a" {}
resource "aws_security_group" "b" {}

resource "aws_lb_target_group" "web" {
  port     = 8443
  protocol = "HTTPS"
  vpc_id   = "vpc-0d5b1b2c3d4e5f607"
}

resource "aws_lb_target_group" "admin" {
  port     = 9443
  protocol = "HTTPS"
  vpc_id   = "vpc-0d5b1b2c3d4e5f607"
}

resource "aws_ecs_service" "told_apart" {
  name = "told-apart"

  network_configuration {
    subnets         = ["subnet-0a1b2c3d4e5f60718"]
    security_groups = [aws_security_group.a.id]
  }
  load_balancer {
    container_name   = "web"
    container_port   = 8443
    target_group_arn = aws_lb_target_group.web.arn
  }
  load_balancer {
    container_name   = "admin"
    container_port   = 9443
    target_group_arn = aws_lb_target_group.admin.arn
  }
}

resource "aws_ecs_service" "alike" {
  name = "alike"

  load_balancer {
    container_name   = "web"
    container_port   = 8443
    target_group_arn = aws_lb_target_group.web.arn
  }
  load_balancer {
    container_name   = "web"
    container_port   = 8443
    target_group_arn = aws_lb_target_group.admin.arn
  }
}

resource "aws_ecs_service" "beside_dynamic" {
  name = "beside-dynamic"

  load_balancer {
    container_name   = "web"
    container_port   = 8443
    target_group_arn = aws_lb_target_group.web.arn
  }
  dynamic "load_balancer" {
    for_each = ["admin"]
    content {
      container_name   = load_balancer.value
      container_port   = 9443
      target_group_arn = aws_lb_target_group.admin.arn
    }
  }
}

resource "aws_launch_template" "interfaces" {
  network_interfaces {
    device_index    = 0
    security_groups = [aws_security_group.a.id]
  }
  network_interfaces {
    device_index = 1
    subnet_id    = "subnet-0a1b2c3d4e5f60718"
  }
}

resource "aws_security_group" "rules" {
  ingress {
    protocol        = "tcp"
    from_port       = 8443
    to_port         = 8443
    security_groups = [aws_security_group.a.id]
  }
  ingress {
    protocol        = "tcp"
    from_port       = 9443
    to_port         = 9443
    security_groups = [aws_security_group.b.id]
  }
}
