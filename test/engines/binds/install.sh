#!/bin/bash
# Installs the real servers that binds.test.ts starts: Debian's packages, and Python's in a virtual environment of their own.
set -euo pipefail
cache="${XDG_CACHE_HOME:-$HOME/.cache}/quadzero/binds"

# Packages must not start what they bring.
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
  chmod +x /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends iproute2 nginx-light redis-server openssh-server memcached haproxy apache2 lighttpd \
  mosquitto dnsmasq-base socat netcat-openbsd busybox-static php-cli stunnel4 vsftpd snmpd openvpn pgbouncer dante-server bind9 \
  python3-venv > /dev/null

[ -x "$cache/bin/gunicorn" ] || python3 -m venv "$cache"
"$cache/bin/pip" install --quiet gunicorn flask uvicorn hypercorn waitress daphne aiohttp tornado
