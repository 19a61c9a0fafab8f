"""The search of `matcher.solve.pool.tree`, compiled, for bases of many people: the same steps and the same result."""
