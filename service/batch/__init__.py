"""Many organisations in one go: resumable, locked, and none stops the others."""
