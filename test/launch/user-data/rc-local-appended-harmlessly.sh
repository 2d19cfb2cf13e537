#!/bin/bash
echo 'sysctl -w vm.max_map_count=262144' >> /etc/rc.local
echo 'echo never > /sys/kernel/mm/transparent_hugepage/enabled' | tee -a /etc/rc.d/rc.local
