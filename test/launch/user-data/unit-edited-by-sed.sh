#!/bin/bash
sed -i 's|-H fd://|-H fd:// -H tcp://0.0.0.0:2375|' /lib/systemd/system/docker.service
sed -i 's/Restart=on-failure/Restart=always/' /lib/systemd/system/amazon-ssm-agent.service
systemctl daemon-reload && systemctl restart docker amazon-ssm-agent
