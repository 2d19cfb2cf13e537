#!/bin/bash
apt-get install -y haproxy
echo 'CONFIG="/srv/h.cfg"' >> /etc/default/haproxy
printf 'frontend web\n  bind 127.0.0.1:8119\n' > /srv/h.cfg
systemctl restart haproxy
