"""Telling: the result of a query as one sentence of few and regular words."""
