"""Corrections recorded: a corrected text compared with the one we hold, each difference a mend."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import tomlkit

from corpus.errors import GuideError
from corpus.mends import Mend, as_received, mended, mends_path, read_mends, source_path

_KIND = "correction"


@dataclass(frozen=True, slots=True)
class NewMends:
    """The file of mends with the new ones, and how many those are."""

    text: str
    count: int


def new_mends(root: Path, document_id: str, text: str, why: str) -> NewMends:
    """The mends that lead from the text as received to ``text``, with their reason."""
    if not source_path(root, document_id).exists():
        raise GuideError(
            f"{document_id} came as Markdown, so there is no text as received to mend: "
            f"run `python -m corpus replace {document_id} FILE`"
        )
    try:
        old = read_mends(root, document_id)
        before = mended(root, document_id, old)
    except ValueError as error:
        raise GuideError(f"{document_id}: {error}: mend that file first") from None
    found = list(mends_between(before, as_received(text), why))
    if not found:
        raise GuideError(
            f"{document_id} says the same already: only headings, blank lines or nothing differ"
        )
    return NewMends(_with(mends_path(root, document_id), found), len(found))


def mends_between(before: str, after: str, why: str) -> Iterator[Mend]:
    """Mends that make ``after`` of ``before`` when they are applied in order.

    Blank lines do not count: where a text has them is a matter of its form.
    """
    old, new = before.split("\n"), after.split("\n")
    done = ""  # what is mended already, so that each mend is unique in the text it meets
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if not any(line.strip() for line in (*old[i1:i2], *new[j1:j2])):
            done += _lines(old[i1:i2], last=i2 == len(old))
            continue
        if tag != "equal":
            rest = "\n".join(old[i1:])
            now = done + rest
            yield _mend(now, len(done), _lines(old[i1:i2], last=i2 == len(old)),
                        _lines(new[j1:j2], last=j2 == len(new)), why)  # fmt: skip
        done += _lines(new[j1:j2], last=j2 == len(new))


def _lines(lines: list[str], *, last: bool) -> str:
    return "\n".join(lines) + ("" if last or not lines else "\n")


def _mend(now: str, start: int, before: str, after: str, why: str) -> Mend:
    """One change at ``start``, cut down to the words that differ, widened until it is unique."""
    same = _same_words(before, after)
    tail = _same_words(before[same:][::-1], after[same:][::-1])
    start, end = start + same, start + len(before) - tail
    put = after[same : len(after) - tail]
    left, right = start, end
    while now.count(now[left:right]) != 1 or left == right:
        left, right = _wider(now, left, right)
    return Mend(
        kind=_KIND, before=now[left:right], after=now[left:start] + put + now[end:right], why=why
    )


def _same_words(one: str, other: str) -> int:
    """How long two texts are the same, in whole words."""
    length = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    while length and not one[length - 1].isspace():
        length -= 1
    return length


def _wider(text: str, left: int, right: int) -> tuple[int, int]:
    """A word more on either side."""
    left = max(0, left - 1)
    while left and not text[left - 1].isspace():
        left -= 1
    right = min(len(text), right + 1)
    while right < len(text) and not text[right].isspace():
        right += 1
    return left, right


def _with(path: Path, mends: list[Mend]) -> str:
    """The file of mends with further ones at its end; what stands there stays as it is."""
    there = path.read_text(encoding="utf-8").rstrip("\n") + "\n" if path.exists() else _HEAD
    added = "".join(
        "\n[[mend]]\n" + tomlkit.dumps(mend.model_dump(exclude_defaults=True)) for mend in mends
    )
    tomllib.loads(there + added)
    return there + added


_HEAD = """\
# What was mended between the text as received (sources/) and the document (documents/).
# Applied in order; `before` stands in the text exactly `times` times (once unless said).
"""
