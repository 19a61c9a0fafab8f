"""Two files of people whom lists name: one girl in two roles, two pupils with one surname and one letter."""

from reading_sample import (
    mentee,
    mentees_file,
    mentor,
    mentors_file,
)

PUPILS = mentees_file(
    mentee("Аистова Анна Олеговна", "7А"),
    mentee("Белкин Борис Ильич", "7Б"),
    mentee("Белкин Борис Львович", "8А"),
)


MENTORS = mentors_file(
    mentor("Щукин Пётр Ильич"), mentor("Окунева Ольга Львовна"), mentor("Аистова Анна Олеговна", "7А")
)
"""Н-001 and М-001 are one girl in two roles; two pupils are «Белкин Б.»."""
