"""Checking: a sentence about a table is read again, by code that knows no query."""
