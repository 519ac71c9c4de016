"""The gate: a run against the committed baseline."""
