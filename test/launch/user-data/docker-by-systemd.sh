#!/bin/bash
cat > /etc/systemd/system/web.service <<'EOF'
[Service]
ExecStartPre=-/usr/bin/docker rm -f web
ExecStart=/usr/bin/docker run --rm --name web -p 8490:80 nginx
EOF
systemctl enable --now web
