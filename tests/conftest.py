"""Fixtures that every test may ask for."""

from tests.support.servers import kafka_server, neo4j_server, own_servers, postgres_server

__all__ = ["kafka_server", "neo4j_server", "own_servers", "postgres_server"]
