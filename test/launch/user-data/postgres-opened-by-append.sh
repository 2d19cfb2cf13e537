#!/bin/bash
apt-get install -y postgresql
echo "listen_addresses = '*'" >> /etc/postgresql/14/main/postgresql.conf
systemctl restart postgresql
