#!/bin/bash
TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
PRIVATE=$(curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/local-ipv4)
FIRST=$(hostname -I | awk '{print $1}')
SECOND=$(ec2-metadata --local-ipv4 | cut -d ' ' -f 2)
gunicorn -b $PRIVATE:8460 a &
gunicorn -b "${FIRST}:8461" a &
gunicorn -b "$SECOND:8462" a &
