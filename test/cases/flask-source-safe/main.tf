provider "aws" {
  region = "eu-central-1"
}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-kernel-6.1-x86_64"]
  }
}

resource "aws_vpc" "house" {
  cidr_block = "10.102.0.0/16"
}

resource "aws_internet_gateway" "house" {
  vpc_id = aws_vpc.house.id
}

resource "aws_subnet" "lamp" {
  vpc_id                  = aws_vpc.house.id
  cidr_block              = "10.102.3.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "lamp" {
  vpc_id = aws_vpc.house.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.house.id
  }
}

resource "aws_route_table_association" "lamp" {
  subnet_id      = aws_subnet.lamp.id
  route_table_id = aws_route_table.lamp.id
}

resource "aws_security_group" "lamp" {
  name   = "lamp"
  vpc_id = aws_vpc.house.id
}

resource "aws_vpc_security_group_ingress_rule" "anyone" {
  security_group_id = aws_security_group.lamp.id
  ip_protocol       = "tcp"
  from_port         = 5060
  to_port           = 5060
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "lamp" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.lamp.id
  vpc_security_group_ids = [aws_security_group.lamp.id]

  user_data = <<-EOT
    #!/bin/bash
    pip3 install flask
    mkdir -p /srv/lamp
    cat > /srv/lamp/app.py <<'PY'
    from flask import Flask

    app = Flask(__name__)


    @app.route("/")
    def light():
        return "on"


    if __name__ == "__main__":
        app.run(host="127.0.0.1", port=5060)
    PY
    cd /srv/lamp
    python3 app.py
  EOT
}
