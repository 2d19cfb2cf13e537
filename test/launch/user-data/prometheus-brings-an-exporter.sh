#!/bin/bash
apt-get install -y prometheus
