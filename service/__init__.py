"""How people reach it: the `matcher` command, run folders, documents, batch."""
