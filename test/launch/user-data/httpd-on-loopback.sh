#!/bin/bash
dnf install -y httpd
sed -i "s/^Listen 80/Listen 127.0.0.1:8071/" /etc/httpd/conf/httpd.conf
systemctl enable --now httpd
