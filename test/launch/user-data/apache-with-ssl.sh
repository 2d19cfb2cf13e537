#!/bin/bash
apt-get install -y apache2
a2enmod ssl rewrite
a2dissite 000-default
systemctl restart apache2
