"""What bodies and queries may hold, and how they are described: fields, what resources share, examples.

Schemas of one resource alone stand beside it.
"""
