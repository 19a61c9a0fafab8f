"""Who answers, and what: invented people of every base, their wishes, their submissions.

How a file looks is no matter of people.
"""
