#!/bin/bash
mkdir -p /opt/shop /etc/shop
cat > /etc/shop/env <<EOF
# where it listens
BIND_HOST="0.0.0.0"
BIND_PORT=8450
EOF
cat > /etc/systemd/system/shop@.service <<'EOF'
[Unit]
Description=Shop %i

[Service]
User=shop
WorkingDirectory=/opt/shop
Environment=WORKERS=4
EnvironmentFile=-/etc/shop/env
ExecStartPre=/usr/bin/mkdir -p /run/shop
ExecStart=/opt/shop/venv/bin/gunicorn \
  --workers $WORKERS \
  --bind ${BIND_HOST}:${BIND_PORT} \
  shop.%i:app
Restart=always

[Install]
WantedBy=multi-user.target
EOF
systemctl daemon-reload
systemctl enable --now shop@web.service
