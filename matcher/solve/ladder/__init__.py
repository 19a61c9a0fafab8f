"""The ladder: each level settled in turn, by the way of small problems or of large ones."""
