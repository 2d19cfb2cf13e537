#!/bin/bash
dnf install -y httpd mod_ssl
echo "Listen 8072" > /etc/httpd/conf.d/shop.conf
systemctl enable --now httpd
