#!/bin/bash
apt-get update && apt-get install -y nginx ufw
ufw status
