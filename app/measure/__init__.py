"""The arithmetic of ratings: pure functions over plain numbers. Knows no database, no request, no domain class."""
