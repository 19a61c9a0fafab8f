"""The tables of the first migration, a file a group."""
