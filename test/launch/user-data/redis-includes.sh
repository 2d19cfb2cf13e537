#!/bin/bash
apt-get install -y redis-server
echo "include /etc/redis/extra.conf" >> /etc/redis/redis.conf
printf "bind 0.0.0.0\nport 6380\n" > /etc/redis/extra.conf
systemctl restart redis-server
