#!/bin/bash
apt-get install -y postgresql
su - postgres -c "psql -c \"ALTER SYSTEM SET listen_addresses = '*'\""
systemctl restart postgresql
