provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "press" {
  cidr_block = "10.93.0.0/16"
}

resource "aws_internet_gateway" "press" {
  vpc_id = aws_vpc.press.id
}

resource "aws_subnet" "proofs" {
  vpc_id                  = aws_vpc.press.id
  cidr_block              = "10.93.4.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "proofs" {
  vpc_id = aws_vpc.press.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.press.id
  }
}

resource "aws_route_table_association" "proofs" {
  subnet_id      = aws_subnet.proofs.id
  route_table_id = aws_route_table.proofs.id
}

resource "aws_security_group" "proofs" {
  name   = "proofs"
  vpc_id = aws_vpc.press.id
}

resource "aws_vpc_security_group_ingress_rule" "proofs" {
  for_each          = toset(["4274", "4275", "4276"])
  security_group_id = aws_security_group.proofs.id
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
  cidr_ipv4         = "0.0.0.0/0"
}

data "aws_ami" "debian" {
  most_recent = true
  owners      = ["136693071363"]

  filter {
    name   = "name"
    values = ["debian-12-amd64-*"]
  }
}

resource "aws_instance" "proofs" {
  ami                    = data.aws_ami.debian.id
  instance_type          = "t3.medium"
  subnet_id              = aws_subnet.proofs.id
  vpc_security_group_ids = [aws_security_group.proofs.id]

  user_data = <<-EOT
    #!/bin/bash
    mkdir -p /srv/reader && cd /srv/reader
    cat > angular.json <<'C'
    {"projects":{"reader":{"architect":{"serve":{"options":{"host":"127.0.0.1","port":4274}}}}}}
    C
    nohup npx ng serve &
    mkdir -p /srv/notes && cd /srv/notes
    printf 'title: Notes\nhost: 127.0.0.1\nport: 4275\n' > _config.yml
    nohup bundle exec jekyll serve &
    mkdir -p /srv/orders/config && cd /srv/orders
    echo 'bind "tcp://127.0.0.1:4276"' > config/puma.rb
    nohup bundle exec puma &
  EOT
}
