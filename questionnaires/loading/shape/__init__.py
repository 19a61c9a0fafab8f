"""Which settings a definition file has and of what type, and a table held against that."""
