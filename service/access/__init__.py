"""Who may do what: keys, passwords, roles, and how often."""
