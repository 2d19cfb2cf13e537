#!/bin/bash
curl -fsSL https://get.docker.com | sh
docker network create shop || true
docker rm -f web 2>/dev/null || true
docker run -d --restart=always --name web --network shop -p 127.0.0.1:8470:80 -p 8471-8472:8471-8472/udp -e A=b nginx:1.27
docker run --detach --name=api --publish "0.0.0.0:8473:8000" -e PORT=8000 registry.example.com/api gunicorn app:app
docker run -dp 8474:6379 --name cache redis --bind 127.0.0.1
docker run -d --net=host --name edge registry.example.com/edge gunicorn -b :8475 a
docker run -d -p '[::1]:8476:80' -p 80 --name six httpd
