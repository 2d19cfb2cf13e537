#!/bin/bash
# Starts a program in a network, mount and process namespace of its own, and prints the sockets that `ss` shows of it once they stay the
# same; nothing where it exits before. The namespace has lo, and d0 with 10.9.0.2 and fd00:9::2.
# Usage: observe.sh DIRECTORY PROGRAM ARGUMENT...   (as root)
set -euo pipefail

if [ "${1:-}" = --inside ]; then
  shift
  cd "$1"
  shift
  ip link set lo up
  ip link add d0 type veth peer name d1
  ip address add 10.9.0.2/24 dev d0
  ip address add fd00:9::2/64 dev d0 nodad
  ip link set d0 up
  ip link set d1 up
  mkdir -p /run/sshd
  "$@" > output.log 2>&1 < /dev/null &
  program=$!
  before=""
  for _ in $(seq 100); do
    sleep 0.15
    now="$(ss -Hltun | awk '{ print $1, $5 }' | sort -u)"
    if [ -n "$now" ] && [ "$now" = "$before" ]; then
      echo "$now"
      break
    fi
    before="$now"
    # A daemon leaves its parent: sockets may still come.
    if ! kill -0 "$program" 2> /dev/null && [ -z "$now" ]; then break; fi
  done
  exit 0
fi

exec unshare --net --mount --pid --fork --kill-child --mount-proc "$BASH" "$0" --inside "$@"
