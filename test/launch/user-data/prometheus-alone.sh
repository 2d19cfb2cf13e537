#!/bin/bash
apt-get install -y --no-install-recommends prometheus
