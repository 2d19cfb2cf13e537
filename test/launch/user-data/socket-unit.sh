#!/bin/bash
cat > /etc/systemd/system/shop.socket <<'EOF'
[Socket]
ListenStream=8454
ListenStream=127.0.0.1:8455
ListenStream=/run/shop.sock
ListenDatagram=0.0.0.0:8456
EOF
printf '[Service]\nExecStart=/usr/bin/gunicorn -b unix:/run/shop.sock shop:app\n' > /etc/systemd/system/shop.service
systemctl enable --now shop.socket
