#!/usr/bin/env bash
# Makes the recorded plans of stories anew: plan.sh [STORY...], all of test/cases and examples by default.
#
# Beside main.tf a story may hold data.json, the answers of its data sources, and before/, the program that was deployed
# before. The time of planning is the only thing that differs from run to run, so it is set to one value.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
engine=${TERRAFORM_PLANS:-$root/test/engines/terraform}
[ $# -gt 0 ] || set -- "$root"/test/cases/*/ "$root"/examples/*/

for story in "$@"; do
  story=${story%/}
  [ -f "$story/main.tf" ] || continue
  export TFSTUB_DATA=
  [ ! -f "$story/data.json" ] || TFSTUB_DATA=$(realpath "$story/data.json")
  before=()
  [ ! -d "$story/before" ] || before=(--apply-first "$story/before")
  python3 "$engine/plan.py" "$story" "${before[@]}" -o "$story/plan.json"
  sed -i 's/"timestamp": "[^"]*"/"timestamp": "2027-01-01T00:00:00Z"/' "$story/plan.json"
done
