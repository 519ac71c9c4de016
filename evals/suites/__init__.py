"""Suites: each scores a run from its folder alone."""
