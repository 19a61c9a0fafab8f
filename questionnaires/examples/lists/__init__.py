"""What a school writes down besides questionnaires: consents, requests, whom people liked, an earlier base."""
