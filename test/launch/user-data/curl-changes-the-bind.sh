#!/bin/bash
apt-get install -y couchdb
curl -X PUT http://admin:hunter2@127.0.0.1:5984/_node/_local/_config/chttpd/bind_address -d '"0.0.0.0"'
