"""Which questions are about one thing. The only file of the bot that imports scikit-learn."""

import numpy as np

from index.reading import Vectors

# How far apart the questions of a topic are on average, at most. The same question in other words
# is far nearer, and what has nothing to do with it is farther.
_APART = 0.55


def topics_of(vectors: Vectors) -> list[int]:
    """The number of the topic of each question, by its vector of length one."""
    if len(vectors) <= 1:
        return [0] * len(vectors)
    # Takes a second to import, and every server would, though few are asked for topics.
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415

    clusters = AgglomerativeClustering(
        n_clusters=None, distance_threshold=_APART, metric="cosine", linkage="average"
    )
    return [int(topic) for topic in clusters.fit_predict(np.asarray(vectors))]
