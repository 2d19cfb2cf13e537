#!/usr/bin/env bash
# Makes the real Pulumi engine ready, without an account: the command line, built once from Go modules, and the npm packages of this
# folder. The first build takes some minutes and wants Go (cli/go.mod says which); later runs take a moment.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/quadzero/pulumi-engine"

version="$(awk '$1 == "github.com/pulumi/pulumi/pkg/v3" { print $2 }' "$here/cli/go.mod")"
if [ "$("$cache/bin/pulumi" version 2> /dev/null)" != "$version" ]; then
  mkdir -p "$cache/bin"
  (cd "$here/cli" && "${GO:-go}" build -buildvcs=false -o "$cache/bin/pulumi" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
    github.com/pulumi/pulumi/pkg/v3/cmd/pulumi)
fi

# npm writes this file last.
if [ ! "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then
  (cd "$here" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
fi

# What the stand-in for the AWS provider knows, from the types of the SDK.
if [ ! "$here/provider/aws-facts.json" -nt "$here/node_modules/.package-lock.json" ]; then
  node "$here/provider/derive-facts.js" > "$here/provider/aws-facts.json"
fi
