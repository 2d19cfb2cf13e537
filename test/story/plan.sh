#!/usr/bin/env bash
# Makes the recorded plans of stories anew: plan.sh [STORY...], all of test/cases and examples by default.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
[ $# -gt 0 ] || set -- "$root"/test/cases/*/ "$root"/examples/*/

programs=()
for story in "$@"; do
  [ ! -f "$story/main.tf" ] || programs+=("${story%/}")
done
exec "$root/test/engines/terraform/make-plans.sh" "${programs[@]}"
