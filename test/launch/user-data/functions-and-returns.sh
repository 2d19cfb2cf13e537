#!/bin/bash
log() { echo "$(date) $*" | tee -a /var/log/setup.log; }
already() { [ -f /var/lib/setup.done ] && return 0; return 1; }
start() {
  local port="$1"; shift
  log "starting on $port"
  gunicorn -b "0.0.0.0:$port" "$@" &
}
if already; then log again; fi
start 8570 shop:app
start 8571 admin:app
