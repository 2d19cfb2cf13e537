#!/bin/bash
apt-get install -y nginx
echo 'server { listen 8630; }' > /etc/nginx/sites-enabled/default
nginx -t && nginx -s reload
