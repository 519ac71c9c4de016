"""How far the graph of vectors is walked for a question: a rule by the number of vectors."""

# So many that what is found does not depend on the order in which vectors were stored. With 1,000,
# one question in twenty missed some of its 400 nearest.
_NEARLY_ALL = 4000
# Beyond that size so long a walk takes longer than all the rest of a search.
_MANY, _FEWER = 100_000, 2000


def looked_at(vectors: int) -> int:
    """How many vectors are kept in sight on the walk; never fewer than a search asks for."""
    return _NEARLY_ALL if vectors < _MANY else _FEWER
