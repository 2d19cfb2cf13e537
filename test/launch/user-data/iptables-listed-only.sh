#!/bin/bash
apt-get update && apt-get install -y redis-server
iptables -L INPUT
