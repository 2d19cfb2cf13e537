#!/bin/bash
cat > /etc/systemd/system/shop.socket <<'E'
[Socket]
ListenStream=127.0.0.1:8621
[Install]
WantedBy=sockets.target
E
cat > /etc/systemd/system/shop.service <<'E'
[Unit]
Description=shop

[Service]
ExecStart=/usr/bin/gunicorn -b fd://3 shop:app
E
systemctl enable --now shop.socket
systemctl start shop
