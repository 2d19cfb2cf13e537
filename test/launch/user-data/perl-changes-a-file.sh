#!/bin/bash
apt-get install -y redis-server
perl -pi -e 's/^bind .*/bind 0.0.0.0/' /etc/redis/redis.conf
systemctl restart redis-server
