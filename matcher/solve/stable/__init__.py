"""Stable choices by ranks."""
