# Every action: kept, changed, replaced, deleted, forgotten, moved, created, read now and read later.
provider "aws" {
  region = "eu-west-1"
}

resource "aws_security_group" "kept" {
  name = "kept"
}

resource "aws_security_group" "changed" {
  name = "changed"
  ingress {
    protocol    = "tcp"
    from_port   = 8443
    to_port     = 8443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "replaced" {
  name = "replaced-after"
}

removed {
  from = aws_security_group.forgotten
  lifecycle {
    destroy = false
  }
}

moved {
  from = aws_security_group.moved_from
  to   = aws_security_group.moved_to
}

resource "aws_security_group" "moved_to" {
  name = "moved"
}

resource "aws_security_group" "created" {
  name = "created"
}

data "aws_vpc" "now" {
  default = true
}

data "aws_security_group" "later" {
  id = aws_security_group.created.id
}

resource "aws_db_instance" "secret" {
  identifier          = "orders"
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "orders"
  password            = "hunter2-of-a-fixture"
  publicly_accessible = true
}
