"""Evaluation: is it good, and is it still as good."""
