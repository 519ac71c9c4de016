"""Is a reply one that can be meant? The schema alone lets through verdicts of 5 and empty lists."""

import json
import re

from pydantic import BaseModel

_INPUT = re.compile(r"^input: (\{.*\})\s*\n\s*Output:\s*$", re.MULTILINE | re.DOTALL)
_STATEMENTS = "statements"


def check_reply(prompt: str, found: BaseModel) -> None:
    """A `ValueError` for a reply that has the right shape and says nothing, or the impossible.

    Verdicts are 0 or 1, lists are not empty, and of the statements to be judged none is left out:
    a metric would take the share of those that are left.
    """
    _walk(found)
    wanted, given = _statements(prompt), getattr(found, _STATEMENTS, None)
    if wanted is not None and isinstance(given, list) and len(given) != wanted:
        raise ValueError(f"{len(given)} verdicts on {wanted} statements")


def _walk(found: BaseModel) -> None:
    for name in type(found).model_fields:
        value = getattr(found, name)
        if isinstance(value, int) and value not in (0, 1):
            raise ValueError(f"{name} is {value}, not 0 or 1")
        if isinstance(value, list) and not value:
            raise ValueError(f"{name} is empty")
        for part in value if isinstance(value, list) else ():
            if isinstance(part, BaseModel):
                _walk(part)


def _statements(prompt: str) -> int | None:
    """How many statements a prompt of RAGAS gives to judge, None where it gives none."""
    last = prompt.rfind("\ninput: ")
    found = _INPUT.search(prompt[last + 1 :]) if last >= 0 else None
    try:
        given = json.loads(found[1]) if found else {}
    except ValueError:
        return None
    statements = given.get(_STATEMENTS)
    return len(statements) if isinstance(statements, list) else None
