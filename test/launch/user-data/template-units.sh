#!/bin/bash
cat > /etc/systemd/system/shop@.service <<'EOF'
[Service]
Environment=PORT=%i
ExecStart=/usr/bin/gunicorn -b 127.0.0.1:${PORT} a
EOF
mkdir -p /etc/systemd/system/shop@.service.d
printf '[Service]\nExecStart=\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:${PORT} a\n' > /etc/systemd/system/shop@.service.d/open.conf
cat > /etc/systemd/system/in@.socket <<'EOF'
[Socket]
ListenStream=%i
Accept=yes
EOF
cat > '/etc/systemd/system/on@.service' <<'EOF'
[Service]
ExecStart=/usr/bin/gunicorn -b %I:8752 a
EOF
systemctl start shop@8750 in@8751.socket 'on@127.0.0.1'
