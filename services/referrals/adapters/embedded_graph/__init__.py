"""The introduction graph without a server."""
