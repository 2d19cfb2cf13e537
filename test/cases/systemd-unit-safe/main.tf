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

resource "aws_vpc" "abbey" {
  cidr_block = "10.118.0.0/16"
}

resource "aws_internet_gateway" "abbey" {
  vpc_id = aws_vpc.abbey.id
}

resource "aws_subnet" "cloister" {
  vpc_id     = aws_vpc.abbey.id
  cidr_block = "10.118.1.0/24"
}

resource "aws_route_table" "cloister" {
  vpc_id = aws_vpc.abbey.id
}

resource "aws_route_table_association" "cloister" {
  subnet_id      = aws_subnet.cloister.id
  route_table_id = aws_route_table.cloister.id
}

resource "aws_route" "outward" {
  route_table_id         = aws_route_table.cloister.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.abbey.id
}

resource "aws_security_group" "bells" {
  name   = "bells"
  vpc_id = aws_vpc.abbey.id
}

resource "aws_vpc_security_group_ingress_rule" "bells" {
  security_group_id = aws_security_group.bells.id
  ip_protocol       = "tcp"
  from_port         = 8840
  to_port           = 8840
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_network_interface" "bells" {
  subnet_id       = aws_subnet.cloister.id
  security_groups = [aws_security_group.bells.id]
}

resource "aws_eip" "bells" {
  domain            = "vpc"
  network_interface = aws_network_interface.bells.id
}

resource "aws_instance" "bells" {
  ami           = data.aws_ami.linux.id
  instance_type = "t3.micro"

  primary_network_interface {
    network_interface_id = aws_network_interface.bells.id
  }

  user_data = <<-EOT
    #!/bin/bash
    cat > /etc/systemd/system/bells.service <<'UNIT'
    [Unit]
    Description=Bells

    [Service]
    Environment=BELLS_BIND=127.0.0.1
    ExecStart=/opt/bells/bin/gunicorn --bind=$${BELLS_BIND}:8840 bells:app
    Restart=always

    [Install]
    WantedBy=multi-user.target
    UNIT
    systemctl daemon-reload
    systemctl enable --now bells
  EOT
}
