"""What is said of people besides their answers: consents, preferences, decisions, requests, earlier pairs, marks."""
