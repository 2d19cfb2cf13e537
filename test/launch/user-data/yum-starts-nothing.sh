#!/bin/bash
yum install -y nginx redis
echo done
