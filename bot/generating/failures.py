"""How a request to the endpoint can come to nothing."""

from typing import Literal

Kind = Literal[
    "busy",  # as many requests are open as may be
    "open",  # the endpoint has failed lately, so that it is left alone
    "unreachable",
    "refused",  # by a status
    "silent",
    "too slow",
    "nonsense",  # what comes is no stream of chat completions
    "unrecorded",  # what would be sent cannot be recorded
]


class EndpointError(Exception):
    """The endpoint gives no text, or no more of it.

    ``wait`` is how many seconds it asks to be left alone.
    """

    def __init__(self, kind: Kind, what: str, wait: float | None = None) -> None:
        super().__init__(f"{kind}: {what}")
        self.kind: Kind = kind
        self.wait = wait


class AskerGoneError(Exception):
    """Nobody waits for the answer any more."""
