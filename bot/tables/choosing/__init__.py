"""Choosing: which table a question is put to, and whether enough of it is explained."""
