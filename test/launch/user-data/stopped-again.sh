#!/bin/bash
apt-get install -y redis-server nginx
systemctl disable --now redis-server
systemctl stop nginx
