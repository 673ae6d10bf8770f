"""The plain page at the main port until the portal stands there: where the three APIs are."""

from __future__ import annotations

import os

from flask import Flask, Response, jsonify, render_template_string

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Warmpath</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root{color-scheme:light dark;--ink:#1d2421;--soft:#5b6661;--paper:#fbfaf7;--accent:#0f6b57}
@media(prefers-color-scheme:dark){:root{--ink:#eaf0ec;--soft:#9fada6;--paper:#121715;--accent:#5cc3a7}}
body{background:var(--paper);color:var(--ink);font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;
margin:3rem auto;padding:0 1.5rem}
a{color:var(--accent)}li{margin:.5rem 0}h1{letter-spacing:-.02em}
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
