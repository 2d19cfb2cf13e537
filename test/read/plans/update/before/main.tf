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
    cidr_blocks = ["10.30.0.0/16"]
  }
}

resource "aws_security_group" "replaced" {
  name = "replaced-before"
}

resource "aws_security_group" "deleted" {
  name = "deleted"
}

resource "aws_security_group" "forgotten" {
  name = "forgotten"
}

resource "aws_security_group" "moved_from" {
  name = "moved"
}
