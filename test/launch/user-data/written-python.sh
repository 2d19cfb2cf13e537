#!/bin/bash
cat > /srv/app.py <<'EOF'
from flask import Flask
app = Flask(__name__)
if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8540)
EOF
cd /srv
python3 app.py > /var/log/app.log 2>&1 &
