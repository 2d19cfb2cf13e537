#!/bin/bash
apt-get install -y nginx
sed -i -e 's/listen 80 default_server/listen 8442/' -e '/\[::\]/d' /etc/nginx/sites-enabled/default
service nginx restart
