#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8730 a:a\n[Install]\nWantedBy=shop.service\n' > /etc/systemd/system/side.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8731 a:a\n' > /etc/systemd/system/linked.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8732 a:a\n' > /etc/systemd/system/unlinked.service

printf '[Service]\nExecStart=/bin/true\n' > /etc/systemd/system/shop.service
mkdir -p /etc/systemd/system/shop.service.requires
ln -s /etc/systemd/system/linked.service /etc/systemd/system/shop.service.requires/linked.service
systemctl enable side
systemctl start shop
