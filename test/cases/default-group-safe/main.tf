provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "choir" {
  cidr_block = "10.91.0.0/16"
}

resource "aws_internet_gateway" "choir" {
  vpc_id = aws_vpc.choir.id
}

resource "aws_subnet" "loft" {
  vpc_id     = aws_vpc.choir.id
  cidr_block = "10.91.3.0/24"
}

resource "aws_route_table" "loft" {
  vpc_id = aws_vpc.choir.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.choir.id
  }
}

resource "aws_route_table_association" "loft" {
  subnet_id      = aws_subnet.loft.id
  route_table_id = aws_route_table.loft.id
}

resource "aws_ecs_task_definition" "songs" {
  family                   = "songs"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "songs"
    image   = "registry.example.com/choir/songs:9"
    command = ["gunicorn", "-b", "0.0.0.0:8181", "songs:app"]
  }])
}

resource "aws_ecs_cluster" "songs" {
  name = "songs"
}

resource "aws_ecs_service" "songs" {
  name            = "songs"
  cluster         = aws_ecs_cluster.songs.id
  task_definition = aws_ecs_task_definition.songs.arn
  launch_type     = "FARGATE"
  desired_count   = 2

  network_configuration {
    subnets          = [aws_subnet.loft.id]
    assign_public_ip = true
  }
}
