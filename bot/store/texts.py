"""Texts as every database can keep them, whatever people send.

PostgreSQL takes no NUL character, and no database a lone surrogate: both become U+FFFD.
"""

from typing import Any

from sqlalchemy import Dialect, types


class _Storable(types.TypeDecorator[str]):
    impl: types.TypeEngine[Any] | type[types.TypeEngine[Any]] = types.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it goes to the database."""
        del dialect  # handed over by SQLAlchemy; all are treated alike
        return None if value is None else storable(value)


class Text(_Storable):
    """A text of any length."""

    cache_ok = True


class String(_Storable):
    """A text of at most so many characters: ``String(16)``."""

    impl = types.String
    cache_ok = True


def storable(text: str) -> str:
    """The text without what no database keeps."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")
