#!/bin/bash
mkdir -p /srv/edge
cat > /srv/edge/default.conf <<EOF
server { listen 8480; }
EOF
echo "PORT=8481" > /srv/app.env
docker run -d --name edge -v /srv/edge:/etc/nginx/conf.d:ro -p 80:8480 nginx
docker run -d --name app --env-file /srv/app.env --entrypoint sh registry.example.com/app -c 'exec gunicorn -b 0.0.0.0:$PORT a'
