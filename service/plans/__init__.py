"""Plans: editable copies of a result, checked by the independent verifier, approved by a named person."""
