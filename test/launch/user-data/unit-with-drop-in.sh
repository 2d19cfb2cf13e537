#!/bin/bash
cat > /etc/systemd/system/shop.service <<'EOF'
[Service]
ExecStart=/usr/bin/gunicorn -b 0.0.0.0:8452 shop:app
EOF
mkdir -p /etc/systemd/system/shop.service.d
printf '[Service]\nExecStart=\nExecStart=/usr/bin/gunicorn -b 127.0.0.1:8453 shop:app\n' > /etc/systemd/system/shop.service.d/bind.conf
systemctl daemon-reload && systemctl restart shop
