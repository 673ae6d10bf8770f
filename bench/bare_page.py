"""The peer of a page of the portal: Flask and Jinja alone, a page as long, nobody asked.

Served by gunicorn with the portal's own settings, as `bench.bare_page:app`.
"""

from __future__ import annotations

from flask import Flask, render_template_string

ROWS = 80
"""So that the page is about as long as one with a handful of chains."""
PAGE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><main><ol>
{% for row in rows %}<li class="row"><span class="dot">{{ row.mark }}</span>
<b>{{ row.name }}</b> <small>{{ row.why }}</small>
<a href="/{{ row.mark }}">Ask</a></li>{% endfor %}
</ol></main></body></html>"""

app = Flask(__name__)


@app.get("/")
def bare() -> str:
    """The page."""
    rows = [
        {"mark": str(at), "name": f"Somebody {at}", "why": "worked together for 18 months"}
        for at in range(ROWS)
    ]
    return render_template_string(PAGE, title="A page", rows=rows)


@app.get("/readyz")
def readyz() -> str:
    """It answers."""
    return "ready"
