"""The run engine: how runs wait and are handed to workers, and when a worker looks.

A worker's own part is `service.runs.carry`.
"""
