"""Pairs by flows: level after level, each proved by prices."""
