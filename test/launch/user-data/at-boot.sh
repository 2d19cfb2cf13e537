#!/bin/bash
yum install -y redis
cat > /etc/rc.local <<'EOF'
#!/bin/sh
gunicorn -b 0.0.0.0:8640 a &
exit 0
EOF
cat > /usr/local/bin/watch-shop <<'EOF'
#!/bin/bash
systemctl is-active --quiet redis || systemctl start redis
EOF
printf '[Service]\nType=oneshot\nExecStart=/usr/local/bin/watch-shop\n' > /etc/systemd/system/watch.service
systemctl enable --now watch
