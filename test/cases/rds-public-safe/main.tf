provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "archive" {
  cidr_block = "10.121.0.0/16"
}

resource "aws_internet_gateway" "archive" {
  vpc_id = aws_vpc.archive.id
}

resource "aws_subnet" "hall" {
  count             = 2
  vpc_id            = aws_vpc.archive.id
  cidr_block        = cidrsubnet(aws_vpc.archive.cidr_block, 8, 30 + count.index)
  availability_zone = "eu-central-1${["a", "b"][count.index]}"
}

resource "aws_route_table" "hall" {
  vpc_id = aws_vpc.archive.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.archive.id
  }
}

resource "aws_route_table_association" "hall" {
  count          = 2
  subnet_id      = aws_subnet.hall[count.index].id
  route_table_id = aws_route_table.hall.id
}

resource "aws_security_group" "ledger" {
  name   = "ledger"
  vpc_id = aws_vpc.archive.id

  ingress {
    from_port   = 5433
    to_port     = 5433
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_db_subnet_group" "hall" {
  name       = "archive-hall"
  subnet_ids = aws_subnet.hall[*].id
}

resource "aws_db_instance" "ledger" {
  engine                 = "postgres"
  instance_class         = "db.t4g.micro"
  allocated_storage      = 25
  port                   = 5433
  publicly_accessible    = false
  db_subnet_group_name   = aws_db_subnet_group.hall.name
  vpc_security_group_ids = [aws_security_group.ledger.id]
  username               = "keeper"
  password               = "not-shown-anywhere-7"
  skip_final_snapshot    = true
}
