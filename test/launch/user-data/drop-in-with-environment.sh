#!/bin/bash
apt-get install -y grafana
mkdir -p /etc/systemd/system/grafana-server.service.d
printf "[Service]\nEnvironment=GF_SERVER_HTTP_ADDR=127.0.0.1 GF_SERVER_HTTP_PORT=3007\n" > /etc/systemd/system/grafana-server.service.d/a.conf
systemctl enable --now grafana-server
