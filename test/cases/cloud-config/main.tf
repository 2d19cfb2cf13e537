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

resource "aws_vpc" "observ" {
  cidr_block = "10.124.0.0/16"
}

resource "aws_internet_gateway" "observ" {
  vpc_id = aws_vpc.observ.id
}

resource "aws_subnet" "roof" {
  vpc_id                  = aws_vpc.observ.id
  cidr_block              = "10.124.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "roof" {
  vpc_id = aws_vpc.observ.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.observ.id
  }
}

resource "aws_route_table_association" "roof" {
  subnet_id      = aws_subnet.roof.id
  route_table_id = aws_route_table.roof.id
}

resource "aws_security_group" "sky" {
  name   = "sky"
  vpc_id = aws_vpc.observ.id
}

resource "aws_vpc_security_group_ingress_rule" "sky" {
  security_group_id = aws_security_group.sky.id
  ip_protocol       = "tcp"
  from_port         = 8117
  to_port           = 8117
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_instance" "sky" {
  ami                    = data.aws_ami.linux.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.roof.id
  vpc_security_group_ids = [aws_security_group.sky.id]

  user_data = <<-EOT
    #cloud-config
    packages:
      - python3-pip
    write_files:
      - path: /etc/default/sky
        content: |
          SKY_BIND=0.0.0.0
    runcmd:
      - pip3 install gunicorn sky
      - [sh, -c, ". /etc/default/sky && exec gunicorn -b $SKY_BIND:8117 sky:app"]
  EOT
}
