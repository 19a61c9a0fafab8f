"""Why, why not, and why not yet: computed from the same problem that was solved."""
