#!/bin/bash
cat > /etc/systemd/system/shop.service <<'EOF'
[Service]
Type=oneshot
ExecStart=-/usr/bin/echo "a > b" ; @/usr/bin/gunicorn shop -b 127.0.0.1:8451 "shop:app" && true
EOF
cat > /etc/systemd/system/twice.service <<'EOF'
[Service]
ExecStart=/usr/bin/gunicorn -b 0.0.0.0:1024 a
ExecStart=/usr/bin/gunicorn -b 0.0.0.0:1025 b
EOF
systemctl start shop twice
