"""A programme before its files: the list of all, what matters in it, and decisions about two people."""
