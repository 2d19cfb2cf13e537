# Only one resource is planned; the other stays as it is in the state.
provider "aws" {
  region = "eu-west-1"
}

resource "aws_security_group" "left_alone" {
  name = "changed-but-not-applied"
}

resource "aws_security_group" "aimed_at" {
  name        = "aimed-at"
  description = "new"
}
