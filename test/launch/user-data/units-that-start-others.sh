#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8710 a:a\n' > /etc/systemd/system/wanted.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8711 a:a\n' > /etc/systemd/system/required.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8712 a:a\n' > /etc/systemd/system/upheld.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8713 a:a\n' > /etc/systemd/system/after.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8714 a:a\n' > /etc/systemd/system/part.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8715 a:a\n' > /etc/systemd/system/failed.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8716 a:a\n' > /etc/systemd/system/deep.service

printf '[Unit]\nWants=network-online.target wanted.service absent.timer\nRequires=required.service docker.service\nUpholds=upheld.service\nAfter=after.service\nPartOf=part.service\nOnFailure=failed.service\n[Service]\nExecStart=/bin/true\n' > /etc/systemd/system/shop.service
printf '[Unit]\nWants=deep.service shop.service\n' > /etc/systemd/system/wanted.service
printf '[Service]\nType=simple\nExecStart=/usr/bin/uvicorn --host 127.0.0.1 --port 8710 a:a\n' >> /etc/systemd/system/wanted.service
systemctl start shop
