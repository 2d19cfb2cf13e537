#!/bin/bash
apt-get install -y haproxy
cat >> /etc/haproxy/haproxy.cfg <<EOF
frontend web
  bind *:8117
EOF
systemctl reload haproxy
