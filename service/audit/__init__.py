"""What was done and by whom: an append-only chain of records without personal values."""
