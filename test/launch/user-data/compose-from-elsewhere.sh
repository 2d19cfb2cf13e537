#!/bin/bash
git clone https://git.example.com/stack /opt/stack
cd /opt/stack && docker-compose up -d
