"""Pairs inside one base: a matching of most weight in a general graph, proved by prices."""
