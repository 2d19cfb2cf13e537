#!/bin/sh
# Plans each folder anew: FOLDER/*.tf → FOLDER/plan.json. Options of plan.py, one a line, may stand in FOLDER/plan.options.
# Usage: make-plans.sh FOLDER…
set -eu
here=$(cd "$(dirname "$0")" && pwd)
provider=${TFSTUB_BINARY:-$here/bin/tfstub}
if [ ! -x "$provider" ]; then
  (cd "$here/provider" && go build -o "$provider" .)
fi
for folder in "$@"; do
  set --
  if [ -f "$folder/plan.options" ]; then
    while IFS= read -r option; do set -- "$@" "$option"; done <"$folder/plan.options"
  fi
  TFSTUB_BINARY="$provider" "${PYTHON:-python3}" "$here/plan.py" "$folder" -o "$folder/plan.json" "$@"
done
