#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8740 a:a\n' > /etc/systemd/system/web.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8741 a:a\n' > /etc/systemd/system/other.service

printf '[Unit]\nWants=web.service\nAllowIsolate=yes\n' > /etc/systemd/system/shop.target
printf '[Unit]\nWants=other.service\n' > /etc/systemd/system/never.target
systemctl isolate shop.target
