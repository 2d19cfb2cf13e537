#!/bin/bash
echo '* * * * * root pgrep gunicorn || gunicorn -b 0.0.0.0:8777 --daemon a' > /etc/cron.d/watch
