"""The record of what is sent to the endpoint, made before it is sent and completed afterwards."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from bot.generating.failures import AskerGoneError, EndpointError
from bot.generating.judged import Judged
from bot.store.database import Database, StoreUnavailableError
from bot.store.sent import Sent, add_sent, end_sent

_LOG = logging.getLogger(__name__)


class Counted(Protocol):
    """Tokens as the endpoint counts them, and the characters that came."""

    prompt_tokens: int | None
    reply_tokens: int | None
    characters: int


@contextmanager
def recorded(
    database: Database, sent: Sent, usage: Counted, judged: Sequence[Judged]
) -> Iterator[None]:
    """One request. What cannot be recorded is not sent: that is an `EndpointError`."""
    try:
        number = add_sent(database, sent)
    except StoreUnavailableError:
        raise EndpointError("unrecorded", "the database cannot be reached") from None
    outcome = "interrupted"
    try:
        yield
        outcome = "complete"
    except EndpointError as error:
        outcome = error.kind
        raise
    except AskerGoneError:
        outcome = "left"
        raise
    finally:
        _end(database, number, _ended(sent, outcome, usage, judged))


def _end(database: Database, number: int, sent: Sent) -> None:
    """Complete a record; the answer is there already, and does not depend on it."""
    try:
        end_sent(database, number, sent)
    except StoreUnavailableError as gone:
        _LOG.error("the end of request %d to the language model is not recorded: %s", number, gone)


def _ended(sent: Sent, outcome: str, usage: Counted, judged: Sequence[Judged]) -> Sent:
    return replace(
        sent,
        outcome=outcome,
        prompt_tokens=usage.prompt_tokens,
        reply_tokens=usage.reply_tokens,
        reply_characters=usage.characters,
        released=sum(one.became in {"released", "repaired"} for one in judged),
        withheld=sum(one.became == "withheld" for one in judged),
    )
