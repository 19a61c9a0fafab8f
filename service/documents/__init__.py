"""Papers of a run: each module renders one kind, from a `RunView` to `Paper`s; the same view gives the same bytes."""
