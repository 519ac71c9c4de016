"""Doing something again and again beside a running server."""

import threading
from abc import ABC, abstractmethod


class Repeating(ABC):
    """A thread that has its turn at start and again after a while, until closed."""

    def __init__(self, name: str) -> None:
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @abstractmethod
    def turn(self) -> float:
        """Do it once; gives the seconds until the next time. Whatever is raised ends the thread."""

    def close(self) -> None:
        """Stop, once what is under way is done."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        wait = 0.0
        while not self._closed.wait(wait):
            wait = self.turn()
