#!/bin/bash
yum install -y haproxy
cat > /etc/haproxy/haproxy.cfg <<EOF
frontend web
  bind 127.0.0.1:8117
  bind 10.9.0.2:8118
  default_backend b
EOF
systemctl restart haproxy
