"""Personal data: what is held on a person, and its destruction with an act."""
