"""Queries: what is asked of a table, put explicitly, and run to the cells that answer it."""
