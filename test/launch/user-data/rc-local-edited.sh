#!/bin/bash
sed -i 's/^exit 0/. \/srv\/start\nexit 0/' /etc/rc.local
