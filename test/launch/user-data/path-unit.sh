#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/uvicorn --host 0.0.0.0 --port 8760 a:a\n' > /etc/systemd/system/inbox.service

printf '[Path]\nPathExists=/srv/inbox/go\n' > /etc/systemd/system/inbox.path
systemctl start inbox.path
