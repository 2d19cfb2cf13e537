#!/bin/bash
printf '#!/bin/sh\n/opt/acme/backup\n' > /etc/cron.daily/backup
printf '#!/bin/sh\ngunicorn -b 0.0.0.0:8796 --daemon a\n' > /etc/cron.hourly/shop
printf '#!/bin/sh\n[ "$1" = start ] && gunicorn -b 0.0.0.0:8797 --daemon a\n[ "$1" = stop ] && gunicorn -b 0.0.0.0:8799 --daemon a\n' > /etc/init.d/shop
ln -s /etc/init.d/shop /etc/rc3.d/S99shop
ln -s /etc/init.d/other /etc/rc3.d/K01shop
cloud-init-per once shop gunicorn -b 0.0.0.0:8798 --daemon a
