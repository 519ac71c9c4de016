"""The invariants of every answer, recomputed with no code of the other parts."""
