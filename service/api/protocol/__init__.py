"""What every request meets: who asks, problems, languages, pages of lists, versions, repeated requests, traces.

Nothing here knows one resource from another.
"""
