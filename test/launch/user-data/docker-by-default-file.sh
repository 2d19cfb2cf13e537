#!/bin/bash
apt-get install -y docker.io
echo 'DOCKER_OPTS="-H tcp://0.0.0.0:2377"' >> /etc/default/docker
systemctl restart docker
