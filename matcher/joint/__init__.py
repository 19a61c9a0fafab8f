"""All forms with mentors as one assignment problem: a row per mentee, a column per mentor and form."""
