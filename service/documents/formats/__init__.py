"""How files of papers are made, byte for byte: Word from templates, workbooks, pictures.

Knows nothing of runs and people.
"""
