"""The HTTP face of referrals."""

from services.referrals.api.paths import GRAPH_GROUP, paths

__all__ = ["GRAPH_GROUP", "paths"]
