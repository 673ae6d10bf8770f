"""The benchmarks and the peers they are measured against."""
