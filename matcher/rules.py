"""The version of the rules that decide pairs."""

RULES_VERSION = 1
"""Raised whenever the same programme and answers could give other pairs; `pairs.csv` is equal under one version."""
