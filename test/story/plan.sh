#!/usr/bin/env bash
# Makes the recorded plans of stories anew: plan.sh [STORY...], all of test/cases and examples by default.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
engine=${TERRAFORM_PLANS:-$root/test/engines/terraform}
[ $# -gt 0 ] || set -- "$root"/test/cases/*/ "$root"/examples/*/

for story in "$@"; do
  story=${story%/}
  [ -f "$story/main.tf" ] || continue
  python3 "$engine/plan.py" "$story" -o "$story/plan.json"
done
