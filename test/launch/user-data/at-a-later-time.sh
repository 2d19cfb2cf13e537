#!/bin/bash
echo "gunicorn -b 0.0.0.0:8778 a" | at now + 2 minutes
at 17:05 tomorrow <<'EOF'
aws s3 sync /srv s3://acme
EOF
