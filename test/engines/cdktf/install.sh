#!/usr/bin/env bash
# Installs CDKTF and CDK Terrain with their AWS providers, for the tests of test/engines/cdktf and test/policies/cdktf (about 900 MB).
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --silent
