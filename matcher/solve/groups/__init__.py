"""Groups of people, with or without mentors."""
