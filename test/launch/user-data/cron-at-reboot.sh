#!/bin/bash
printf 'PORT=8773\n@reboot root /usr/bin/gunicorn -b 0.0.0.0:$PORT a\n' > /etc/cron.d/shop
echo '@reboot root gunicorn -b 127.0.0.1:8774 a' >> /etc/crontab
(crontab -l 2>/dev/null; echo "@reboot cd /srv && gunicorn -b 0.0.0.0:8775 a") | crontab -
crontab -u shop - <<'EOF'
@reboot gunicorn -b 0.0.0.0:8776 a > /var/log/shop-$(date +\%F).log
EOF
