"""What no single setting shows: names that lead nowhere, names used twice, settings that do not go together."""
