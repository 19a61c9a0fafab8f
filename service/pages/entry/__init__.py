"""The way in: log-in with a password or by a provider, and keys for other programs.

Who is looking at a page is found by `service.pages.visitor`.
"""
