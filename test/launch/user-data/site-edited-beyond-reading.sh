#!/bin/bash
yum install -y nginx
curl -so /etc/nginx/conf.d/shop.conf https://config.example.com/shop.conf
systemctl start nginx
