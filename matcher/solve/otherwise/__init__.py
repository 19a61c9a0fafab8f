"""What it would cost to decide otherwise, and how far weights may move."""
