#!/bin/bash
IP=$(curl -s http://169.254.169.254/latest/meta-data/public-ipv4)
gunicorn -b $IP:8463 a
