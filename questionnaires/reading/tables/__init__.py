"""From the bytes of a file to a table: which kind of file it is, encodings, CSV, workbooks and what they hide.

What a table means is not asked here.
"""
