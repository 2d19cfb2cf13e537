#!/bin/bash
# Installs Mermaid, and a page for it to stand in, beside this script.
set -euo pipefail
cd "$(dirname "$0")"
npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts
