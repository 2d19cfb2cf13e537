# One team's shop: 60 % of its resources decide who reaches what. The generator multiplies the plan of it.

variable "name" {
  default = "shop-0000"
}

variable "image" {
  default = "public.ecr.aws/docker/library/python:3.12"
}

locals {
  zones = ["eu-west-1a", "eu-west-1b"]
}

resource "aws_vpc" "main" {
  cidr_block = "10.111.0.0/16"
  tags       = { Name = var.name }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.111.${count.index}.0/24"
  availability_zone = local.zones[count.index]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "edge" {
  name   = "${var.name}-edge"
  vpc_id = aws_vpc.main.id

  ingress {
    description = "storefront"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "app" {
  name   = "${var.name}-app"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "edge" {
  security_group_id            = aws_security_group.app.id
  referenced_security_group_id = aws_security_group.edge.id
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
}

resource "aws_vpc_security_group_ingress_rule" "office" {
  security_group_id = aws_security_group.app.id
  cidr_ipv4         = "203.0.113.0/26"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 8443
}

resource "aws_security_group_rule" "debug" {
  type              = "ingress"
  security_group_id = aws_security_group.app.id
  cidr_blocks       = ["0.0.0.0/0"]
  protocol          = "tcp"
  from_port         = 5678
  to_port           = 5680
}

resource "aws_lb" "edge" {
  name            = "${var.name}-edge"
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.edge.id]
}

resource "aws_lb_target_group" "app" {
  name        = "${var.name}-app"
  vpc_id      = aws_vpc.main.id
  port        = 8000
  protocol    = "HTTP"
  target_type = "ip"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate.edge.arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
  }
}

resource "aws_ecs_cluster" "main" {
  name = var.name
}

resource "aws_ecs_task_definition" "app" {
  family                   = "${var.name}-app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = aws_iam_role.app.arn

  container_definitions = jsonencode([{
    name         = "app"
    image        = var.image
    command      = ["gunicorn", "-w", "2", "-b", "0.0.0.0:8000", "shop:app"]
    portMappings = [{ containerPort = 8000 }]
    environment  = [{ name = "LOG_LEVEL", value = "info" }]
  }])
}

resource "aws_ecs_service" "app" {
  name            = "${var.name}-app"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.app.arn
  desired_count   = 2
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = aws_subnet.public[*].id
    security_groups  = [aws_security_group.app.id]
    assign_public_ip = true
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.app.arn
    container_name   = "app"
    container_port   = 8000
  }
}

resource "aws_instance" "worker" {
  ami                         = "ami-0c1f2e3d4b5a69788"
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.public[0].id
  vpc_security_group_ids      = [aws_security_group.app.id]
  associate_public_ip_address = true

  user_data = <<-EOT
    #!/bin/sh
    cd /srv/jobs
    python3 -m http.server --bind 127.0.0.1 5679 &
    exec redis-server --bind 127.0.0.1 --port 5678
  EOT
}

resource "aws_iam_role" "app" {
  name               = "${var.name}-app"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "app" {
  for_each   = toset(["AmazonECSTaskExecutionRolePolicy", "AmazonSSMReadOnlyAccess"])
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_acm_certificate" "edge" {
  domain_name       = "${var.name}.example.com"
  validation_method = "DNS"
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/${var.name}/app"
  retention_in_days = 30
}

resource "aws_cloudwatch_metric_alarm" "app" {
  for_each            = toset(["CPUUtilization", "MemoryUtilization"])
  alarm_name          = "${var.name}-${each.key}"
  namespace           = "AWS/ECS"
  metric_name         = each.key
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  evaluation_periods  = 3
  period              = 60
  statistic           = "Average"
}

resource "aws_s3_bucket" "media" {
  bucket = "${var.name}-media"
}

resource "aws_s3_bucket_versioning" "media" {
  bucket = aws_s3_bucket.media.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "${var.name}-jobs"
}

resource "aws_dynamodb_table" "carts" {
  name         = "${var.name}-carts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_kms_key" "media" {
  description = "${var.name} media"
}

resource "aws_ssm_parameter" "flags" {
  name  = "/${var.name}/flags"
  type  = "String"
  value = "checkout=on"
}
