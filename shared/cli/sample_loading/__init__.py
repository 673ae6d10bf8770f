"""Replays the sample network through the public APIs, as its people would."""

from shared.cli.sample_loading.loading import Loaded, load

__all__ = ["Loaded", "load"]
