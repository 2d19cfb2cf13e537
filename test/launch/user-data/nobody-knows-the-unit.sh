#!/bin/bash
systemctl start acme-agent
systemctl restart sshd amazon-ssm-agent
