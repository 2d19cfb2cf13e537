#!/bin/bash
dnf install -y nginx
systemctl start nginx
printf '#!/bin/sh\nsystemctl restart nginx\n' > /etc/rc.d/rc.local
