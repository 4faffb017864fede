"""English: rulebook, lexicons, and the adapter from the parser's labels."""
