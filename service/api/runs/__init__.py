"""``/v1/runs``: a run from its start to its papers, and what it found."""
