"""Faults of what was given to the engine: each a sentence with the value expected and the value found."""
