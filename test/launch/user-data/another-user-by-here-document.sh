#!/bin/bash
sudo -i -u ubuntu bash <<'EOF'
cd ~/shop
source venv/bin/activate
nohup gunicorn -b 0.0.0.0:8520 shop:app > app.log 2>&1 &
EOF
su - ubuntu -c "redis-server --port 8521 --daemonize yes"
