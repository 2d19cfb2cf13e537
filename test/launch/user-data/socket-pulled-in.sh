#!/bin/bash
cat > /etc/systemd/system/shop.socket <<'E'
[Socket]
ListenStream=0.0.0.0:8622
[Install]
WantedBy=sockets.target
E
cat > /etc/systemd/system/shop.service <<'E'
[Unit]
Description=shop
Requires=shop.socket
[Service]
ExecStart=/usr/bin/uvicorn --fd 3 shop:app
E
systemctl enable --now shop
