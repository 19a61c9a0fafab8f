"""The five programmes on example answers of invented people: what a first `make run` shows."""
