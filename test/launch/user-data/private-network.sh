#!/bin/bash
cat > /etc/systemd/system/shop.service <<'EOF'
[Service]
PrivateNetwork=yes
ExecStart=/usr/bin/gunicorn -b 0.0.0.0:8457 shop:app
EOF
systemctl start shop
