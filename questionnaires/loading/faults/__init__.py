"""What can be wrong with a definition file: every fault in words, and its place as a person reads it."""
