"""Notices to other systems, signed as Standard Webhooks asks, with ids only."""
