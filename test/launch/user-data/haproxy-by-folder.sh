#!/bin/bash
dnf install -y haproxy
printf 'frontend web\n  bind *:8119\n' > /etc/haproxy/conf.d/web.cfg
systemctl enable --now haproxy
