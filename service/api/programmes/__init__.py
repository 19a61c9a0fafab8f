"""``/v1/programmes``: a programme, its files and people, decisions about two of them, what is known before a run."""
