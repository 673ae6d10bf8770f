"""The introduction graph in Neo4j. Nothing else imports its driver."""
