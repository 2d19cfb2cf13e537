#!/usr/bin/env bash
# What Terraform makes of expressions.json: its outputs in values.json. Needs what test/engines/terraform needs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/program"
node -e '
  const { locals, expressions } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const output = Object.fromEntries(Object.entries(expressions).map(([name, value]) => [name, { value }]));
  console.log(JSON.stringify({ locals, output }));
' "$here/expressions.json" > "$work/program/main.tf.json"
"${PYTHON:-python3}" "$here/../../../engines/terraform/plan.py" "$work/program" -o "$work/plan.json" > /dev/null
node -e '
  const { output_changes } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const values = Object.fromEntries(Object.entries(output_changes).map(([name, { after }]) => [name, after ?? null]));
  console.log(JSON.stringify(values, null, 2));
' "$work/plan.json" > "${1:-$here/values.json}"
