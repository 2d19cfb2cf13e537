#!/bin/bash
apt-get install -y nginx
echo 'server { listen 8441; }' > /etc/nginx/sites-enabled/default
