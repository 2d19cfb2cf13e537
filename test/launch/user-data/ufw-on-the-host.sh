#!/bin/bash
apt-get update && apt-get install -y nginx ufw
ufw default deny incoming
ufw allow 22/tcp
ufw --force enable
