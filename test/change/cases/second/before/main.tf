provider "aws" {
  region = "ap-southeast-2"
}

resource "aws_vpc" "farm" {
  cidr_block = "10.14.0.0/16"
}

resource "aws_internet_gateway" "farm" {
  vpc_id = aws_vpc.farm.id
}

resource "aws_subnet" "barn" {
  vpc_id     = aws_vpc.farm.id
  cidr_block = "10.14.9.0/24"
}

resource "aws_route_table" "barn" {
  vpc_id = aws_vpc.farm.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.farm.id
  }
}

resource "aws_route_table_association" "barn" {
  subnet_id      = aws_subnet.barn.id
  route_table_id = aws_route_table.barn.id
}

resource "aws_security_group" "sensors" {
  name   = "sensors"
  vpc_id = aws_vpc.farm.id

  ingress {
    from_port   = 7070
    to_port     = 7070
    protocol    = "tcp"
    cidr_blocks = ["10.14.0.0/16"]
  }

  ingress {
    from_port   = 7070
    to_port     = 7070
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_ecs_task_definition" "sensors" {
  family                   = "sensors"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "collector"
    image   = "registry.example.com/farm/collector:0.8"
    command = ["flask", "--app", "collector", "run", "-h", "0.0.0.0", "-p", "7070"]
  }])
}

resource "aws_ecs_cluster" "sensors" {
  name = "sensors"
}

resource "aws_ecs_service" "sensors" {
  name            = "sensors"
  cluster         = aws_ecs_cluster.sensors.id
  task_definition = aws_ecs_task_definition.sensors.arn
  launch_type     = "FARGATE"
  desired_count   = 1

  network_configuration {
    subnets          = [aws_subnet.barn.id]
    security_groups  = [aws_security_group.sensors.id]
    assign_public_ip = true
  }
}
