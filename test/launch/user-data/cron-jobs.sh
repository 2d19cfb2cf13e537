#!/bin/bash
cat > /etc/cron.d/jobs <<'EOF'
# m h dom mon dow user command
*/5 * * * * root /usr/local/bin/backup --all
0 3 * * * root certbot renew -q
@daily root /opt/acme/clean
EOF
(crontab -l; echo '*/10 * * * * /opt/acme/push-metrics') | crontab -
