"""Real Kafka, Neo4j and Postgres on one machine, without Docker: for tests and `warmpath up`."""
