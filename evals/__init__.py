"""Evaluation: is it good, and is it still as good."""

import corpus  # noqa: F401  first of all, since it keeps every library from calling out
