"""What a table is and which of its columns answers which question: by headers, by a saved mapping, never by a guess."""
