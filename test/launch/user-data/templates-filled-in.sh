#!/bin/bash
export LISTEN=8560
cat > /tmp/shop.conf.template <<'EOF'
server { listen ${LISTEN}; }
EOF
dnf install -y nginx
envsubst '${LISTEN}' < /tmp/shop.conf.template > /etc/nginx/conf.d/shop.conf
printf 'events {}\nhttp { include /etc/nginx/conf.d/*.conf; }\n' > /etc/nginx/nginx.conf
systemctl start nginx
