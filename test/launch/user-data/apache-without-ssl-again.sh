#!/bin/bash
apt-get install -y apache2
a2enmod ssl
a2dismod ssl
systemctl restart apache2
