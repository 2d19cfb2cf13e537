#!/bin/bash
apt-get install -y postgresql
find /etc/postgresql -name postgresql.conf -exec sed -i "s/a/b/" {} \;
systemctl restart postgresql
