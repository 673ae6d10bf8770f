"""The parts of the engine that are machine code: they know people by number, and nothing else."""
