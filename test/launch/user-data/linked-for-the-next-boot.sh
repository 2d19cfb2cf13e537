#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8745 a:a\n' > /etc/systemd/system/web.service

ln -sf /etc/systemd/system/web.service /etc/systemd/system/multi-user.target.wants/web.service
