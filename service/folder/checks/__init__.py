"""What can be asked of a finished folder: whether it is whole and true, is made again alike, differs from another.

Nothing here writes into a folder.
"""
