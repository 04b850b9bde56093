"""Files of the question bank, turned into checked records. Knows no database and no web."""
