"""Runs that outlive the process that started them."""
