#!/bin/bash
docker run -d --name pulls --network container:way registry.example.com/pulls:4
docker run -d --name cache --network "$(cat /opt/network)" redis:7
