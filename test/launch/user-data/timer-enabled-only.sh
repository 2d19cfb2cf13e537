#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8705 a:a\n' > /etc/systemd/system/soon.service

printf '[Timer]\nOnBootSec=90\n[Install]\nWantedBy=timers.target\n' > /etc/systemd/system/soon.timer
systemctl enable soon.timer
