#!/bin/bash
apt-get install -y redis-server
redis-cli config set bind 0.0.0.0
