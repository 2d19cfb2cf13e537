#!/bin/bash
apt-get install -y supervisor
cat > /etc/supervisor/conf.d/shop.conf <<'EOF'
[program:shop]
command=/opt/venv/bin/gunicorn -b 0.0.0.0:8510 shop:app
directory=/opt/shop
autostart=true

[program:queue]
command=redis-server --port 8511 --bind 127.0.0.1

[program:later]
command=gunicorn -b 0.0.0.0:8512 later:app
autostart=false
EOF
supervisorctl reread
supervisorctl update
