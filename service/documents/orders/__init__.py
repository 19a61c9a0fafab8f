"""Orders (приказы): what they decide, their text and appendix, their extracts and what the site shows of them.

Approval and numbers come from the run's folder.
"""
