#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8735 a\n[Install]\nWantedBy=shop.service\n' > /etc/systemd/system/side.service
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 127.0.0.1:8736 a\n' > /etc/systemd/system/shop.service
systemctl enable --now side
systemctl disable --now side
if [ -e /etc/shop ]; then systemctl disable nginx; fi
systemctl start shop
