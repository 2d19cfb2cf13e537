#!/bin/bash
docker run -d --name web -p 203.0.113.0/24:80:80 nginx
