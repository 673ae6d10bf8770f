"""The sample network: generated, fictional people, employers, openings, groups and ties."""

from shared.cli.sample.connections import sample_connections_csv
from shared.cli.sample.network import generate
from shared.cli.sample.whole import SampleNetwork

__all__ = ["SampleNetwork", "generate", "sample_connections_csv"]
