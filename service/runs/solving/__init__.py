"""The process that reads and solves: what it loads, is told and tells, and its verdict.

It knows no database.
"""
