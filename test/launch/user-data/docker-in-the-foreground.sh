#!/bin/bash
docker run --name first -p 80:80 nginx
docker run --name second -p 81:80 nginx
