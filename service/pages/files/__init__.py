"""Step one: files are brought, checked together, their columns mapped, and taken in."""
