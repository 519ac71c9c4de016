"""Readings of the latest texts: a part of a question is often asked for more than once.

A text is known by its digest alone, so that nothing here can tell what anybody asked.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable

from index.reading import Reading

_MOST = 512  # readings; one of 20 tokens takes 30 kB


class Latest:
    """Readings by the digest of their text; the one not used for longest gives way."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._known: OrderedDict[bytes, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, text: str, read: Callable[[], Reading]) -> Reading:
        """The reading that is known of a text, or what ``read`` gives."""
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        reading = read()
        with self._lock:
            self._known[key] = reading
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return reading
