provider "aws" {
  region = "eu-west-1"
}

resource "aws_security_group" "left_alone" {
  name = "left-alone"
}

resource "aws_security_group" "aimed_at" {
  name = "aimed-at"
}
