"""Steps two and three: what can be said before a run, the run, its pairs and the people who wait."""
