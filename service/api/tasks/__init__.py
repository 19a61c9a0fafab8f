"""What the limited child process does: reading, scoring, explaining; from bytes to plain data."""
