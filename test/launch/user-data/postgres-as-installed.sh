#!/bin/bash
apt-get install -y postgresql
systemctl restart postgresql
