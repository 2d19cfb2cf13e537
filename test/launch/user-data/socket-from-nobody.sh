#!/bin/bash
cat > /etc/systemd/system/shop.service <<'E'
[Unit]
Description=shop

[Service]
ExecStart=/usr/bin/gunicorn -b fd://3 shop:app
E
systemctl enable --now shop
