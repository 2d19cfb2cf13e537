#!/bin/bash
printf '[Socket]\nListenStream=127.0.0.1:8765\n' > /etc/systemd/system/shop.socket
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8766 a\n' > /etc/systemd/system/shop.service
systemctl enable --now shop.socket
