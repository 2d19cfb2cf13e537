provider "aws" {
  region = "eu-north-1"
}

resource "aws_vpc" "atlas" {
  cidr_block = "10.200.0.0/16"
}

resource "aws_internet_gateway" "atlas" {
  vpc_id = aws_vpc.atlas.id
}

resource "aws_subnet" "maps" {
  vpc_id     = aws_vpc.atlas.id
  cidr_block = "10.200.7.0/24"
}

resource "aws_route_table" "maps" {
  vpc_id = aws_vpc.atlas.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.atlas.id
  }
}

resource "aws_route_table_association" "maps" {
  subnet_id      = aws_subnet.maps.id
  route_table_id = aws_route_table.maps.id
}

resource "aws_security_group" "tiles" {
  name   = "tiles"
  vpc_id = aws_vpc.atlas.id

  ingress {
    from_port   = 6060
    to_port     = 6060
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]
  }
}

resource "aws_ecs_task_definition" "tiles" {
  family                   = "tiles"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = jsonencode([{
    name    = "tiles"
    image   = "registry.example.com/atlas/tiles:5"
    command = ["flask", "--app", "tiles", "run", "--host", "localhost", "--port=6060"]
  }])
}

resource "aws_ecs_cluster" "tiles" {
  name = "tiles"
}

resource "aws_ecs_service" "tiles" {
  name            = "tiles"
  cluster         = aws_ecs_cluster.tiles.id
  task_definition = aws_ecs_task_definition.tiles.arn
  launch_type     = "FARGATE"
  desired_count   = 4

  network_configuration {
    subnets          = [aws_subnet.maps.id]
    security_groups  = [aws_security_group.tiles.id]
    assign_public_ip = true
  }
}
