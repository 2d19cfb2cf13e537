provider "aws" {
  region = "eu-west-1"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-kernel-6.1-x86_64"]
  }
}

data "aws_vpc" "default" {
  default = true
}

resource "aws_security_group" "survey" {
  name   = "survey"
  vpc_id = data.aws_vpc.default.id

  ingress {
    from_port   = 8099
    to_port     = 8099
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "survey" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.survey.id]

  user_data = <<-EOT
    #!/bin/bash
    yum install -y python3-pip
    pip3 install gunicorn survey
    gunicorn -b 127.0.0.1:8099 survey:app
  EOT
}
