"""Wordings: the words of general English that say what is wanted of a table."""
