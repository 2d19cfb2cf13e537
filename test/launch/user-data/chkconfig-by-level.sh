#!/bin/bash
printf '#!/bin/sh\n' > /etc/init.d/shop
chkconfig --level 345 shop on
