#!/bin/bash
apt-get update && apt-get install -y redis-server
iptables -A INPUT -p tcp --dport 6379 -j DROP
