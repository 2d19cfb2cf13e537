#!/bin/bash
apt-get install -y postgresql postgresql-contrib
echo "host all all 0.0.0.0/0 scram-sha-256" >> /etc/postgresql/16/main/pg_hba.conf
systemctl restart postgresql
