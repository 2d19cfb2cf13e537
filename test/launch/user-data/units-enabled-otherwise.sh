#!/bin/bash
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8790 a\n' > /opt/a.service
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8791 a\n' > /etc/systemd/system/b.service
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8792 a\n' > /etc/systemd/system/c.service
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8793 a\n' > /home/shop/.config/systemd/user/d.service
printf '[Service]\nExecStart=/usr/bin/gunicorn -b 0.0.0.0:8794 a\n' > /opt/e.service

systemctl enable --now /opt/a.service
systemctl reenable b
systemctl add-wants multi-user.target c
sudo -u shop XDG_RUNTIME_DIR=/run/user/1000 systemctl --user enable --now d
systemctl --user daemon-reload
systemctl link /opt/e.service
