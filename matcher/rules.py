"""The version of the rules that decide pairs and what proves them."""

RULES_VERSION = 7
"""Raised whenever the same programme and answers could give other pairs, another certificate, or say more of them."""
