"""The plain page at the main port until the portal stands there: where the three APIs are."""

from __future__ import annotations

import os

from flask import Flask, Response, jsonify, render_template_string

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Warmpath</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem}
</style></head><body>
<h1>Warmpath</h1>
<p>Who can refer me, and whom do I ask first? The pages for people come later; until then these
three services answer:</p>
<ul>{% for name, url, what in services %}
<li><a href="{{ url }}/docs">{{ name }}</a>: {{ what }}
(<a href="{{ url }}/openapi.json">OpenAPI</a>)</li>{% endfor %}
</ul>
<p>On the command line, <code>warmpath who-can-refer</code> asks the same questions.</p>
</body></html>
"""
OWNS = {
    "profiles": "people, employments, ties, consent, imports, sign-in",
    "postings": "employers, openings, hiring managers, bonus policies",
    "referrals": "paths: who can introduce whom",
}


def create_app() -> Flask:
    """The page; the addresses of the services come from `PROFILES_URL` and so on."""
    app = Flask(__name__)
    services = [
        (name, os.environ.get(f"{name.upper()}_URL", ""), what) for name, what in OWNS.items()
    ]

    @app.get("/")
    def front() -> str:
        return render_template_string(PAGE, services=services)

    @app.get("/healthz")
    @app.get("/readyz")
    def health() -> Response:
        return jsonify({"status": "ok"})

    return app
