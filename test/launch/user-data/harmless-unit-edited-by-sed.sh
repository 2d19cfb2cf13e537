#!/bin/bash
sed -i 's/Restart=on-failure/Restart=always/' /lib/systemd/system/amazon-ssm-agent.service
systemctl daemon-reload && systemctl restart amazon-ssm-agent
