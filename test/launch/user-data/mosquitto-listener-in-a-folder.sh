#!/bin/bash
apt-get install -y mosquitto
printf "listener 1885 0.0.0.0\n" > /etc/mosquitto/conf.d/open.conf
systemctl restart mosquitto
