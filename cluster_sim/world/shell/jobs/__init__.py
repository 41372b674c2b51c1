"""Lines at work: a small-step machine whose whole state is plain data in the world."""
