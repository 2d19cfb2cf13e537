#!/bin/bash
mkdir -p /opt/stack && cd /opt/stack
export API_PORT=8500
cat > docker-compose.yml <<'EOF'
services:
  web:
    image: nginx:1.27
    ports: ["${WEB_PORT:-80}:80", "127.0.0.1:8501:8501"]
  api:
    image: registry.example.com/api:1
    command: gunicorn -b 0.0.0.0:${API_PORT} "app:create_app()"
    ports:
      - target: 8500
        published: 8502
        host_ip: 0.0.0.0
        protocol: tcp
  tools:
    image: redis
    profiles: [tools]
EOF
docker compose up -d
