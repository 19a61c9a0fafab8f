"""What the limited child process does: reading, scoring, explaining; each function takes bytes and returns plain data."""
