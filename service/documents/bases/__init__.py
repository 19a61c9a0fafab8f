"""Workbooks of a programme: its bases, which take back what a school wrote into them, and the summary.

How any workbook is written stands in `formats`.
"""
