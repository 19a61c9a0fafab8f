"""The last steps: changes by hand, a named approval, the papers, their numbers, and telling participants."""
