#!/bin/bash
apt-get install -y postgresql
sed -i "s/#listen_addresses = 'localhost'/listen_addresses = '*'/; s/^port = 5432/port = 5466/" /etc/postgresql/*/main/postgresql.conf
systemctl restart postgresql
