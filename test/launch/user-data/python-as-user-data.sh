#!/usr/bin/env python3
from http.server import HTTPServer, SimpleHTTPRequestHandler
HTTPServer(("0.0.0.0", 8550), SimpleHTTPRequestHandler).serve_forever()
