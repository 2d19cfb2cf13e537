#!/bin/bash
apt-get install -y nginx
rm -f /etc/nginx/sites-enabled/default
cat <<'EOF' | sudo tee /etc/nginx/sites-available/shop > /dev/null
server {
  listen 127.0.0.1:8440;
  listen [::1]:8440;
}
EOF
ln -s /etc/nginx/sites-available/shop /etc/nginx/sites-enabled/shop
nginx -t && systemctl reload nginx
