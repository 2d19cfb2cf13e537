#!/bin/bash
apt-get install -y postgresql
V=$(psql --version | cut -d" " -f3)
sed -i "s/#listen_addresses = 'localhost'/listen_addresses = '*'/" /etc/postgresql/$V/main/postgresql.conf
systemctl restart postgresql
