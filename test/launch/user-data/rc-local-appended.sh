#!/bin/bash
echo 'gunicorn -b 0.0.0.0:8770 a &' >> /etc/rc.local
chmod +x /etc/rc.local
