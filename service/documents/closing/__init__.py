"""Papers at the close of a programme, beside its orders: thanks, letters, practices, analysis."""
