#!/bin/bash
printf '[Unit]\nAfter=other.service\nPartOf=other.service\nBefore=last.service\nConflicts=bad.service\n[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8720 a:a\n' > /etc/systemd/system/shop.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8721 a:a\n' > /etc/systemd/system/other.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8722 a:a\n' > /etc/systemd/system/last.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8723 a:a\n' > /etc/systemd/system/bad.service
systemctl start shop
