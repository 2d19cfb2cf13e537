#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8701 a:a\n' > /etc/systemd/system/soon.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8702 a:a\n' > /etc/systemd/system/daily.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8703 a:a\n' > /etc/systemd/system/idle.service
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8704 a:a\n' > /etc/systemd/system/job.service

printf '[Timer]\nOnBootSec=90\nOnUnitActiveSec=1h\n[Install]\nWantedBy=timers.target\n' > /etc/systemd/system/soon.timer
printf '[Timer]\nOnCalendar=daily\n' > /etc/systemd/system/daily.timer
printf '[Timer]\nOnBootSec=90\n' > /etc/systemd/system/idle.timer
printf '[Timer]\nOnActiveSec=5\nUnit=job.service\n' > /etc/systemd/system/other.timer
systemctl daemon-reload
systemctl enable --now soon.timer daily.timer
systemctl start other.timer certbot.timer
