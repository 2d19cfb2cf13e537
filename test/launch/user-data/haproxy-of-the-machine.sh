#!/bin/bash
printf 'frontend web\n  bind 127.0.0.1:8117\n' > /etc/haproxy/haproxy.cfg
systemctl restart haproxy
