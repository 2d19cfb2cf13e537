#!/bin/bash
cat > /usr/local/bin/shop <<'EOF'
#!/bin/bash
source /etc/shop.conf
exec gunicorn -b "0.0.0.0:${PORT}" shop:app
EOF
echo "PORT=8458" > /etc/shop.conf
chmod +x /usr/local/bin/shop
cat > /etc/systemd/system/shop.service <<'EOF'
[Service]
ExecStart=/usr/local/bin/shop
EOF
systemctl start shop
