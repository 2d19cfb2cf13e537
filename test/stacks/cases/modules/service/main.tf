variable "name" {
  type = string
}

variable "bind" {
  type = string
}

variable "port" {
  type = number
}

variable "subnet_id" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "open_to" {
  type = list(string)
}

resource "aws_security_group" "this" {
  count = length(var.open_to) > 0 ? 1 : 0

  name   = var.name
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  count = length(var.open_to)

  security_group_id = aws_security_group.this[0].id
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port
  cidr_ipv4         = var.open_to[count.index]
}

resource "aws_ecs_cluster" "this" {
  name = var.name
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 512
  memory                   = 1024

  container_definitions = jsonencode([{
    name    = var.name
    image   = "registry.example.com/wine/${var.name}:11"
    command = ["gunicorn", "-b", "${var.bind}:${var.port}", "${var.name}:app"]
  }])
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.this.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = [var.subnet_id]
    security_groups  = aws_security_group.this[*].id
    assign_public_ip = true
  }
}

output "service" {
  value = aws_ecs_service.this.name
}
