#!/bin/bash
printf '#!/bin/sh\n' > /etc/init.d/shop
chkconfig --add shop
