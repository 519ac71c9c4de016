"""The parts of a Word file: safe to unpack, and what in them no page would show."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import GuideError
from corpus.incoming.limits import MEGABYTE, PARTS, STREAM_BYTES, UNPACKED_BYTES
from corpus.incoming.reading import Doubt, Removed, doubt

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AROUND = {"header": "running head", "footer": "running foot", "comments": "comment on the text"}
_DRAWN = {"chart": "a chart", "relIds": "a diagram", "OLEObject": "an embedded object"}


@dataclass(frozen=True, slots=True)
class Parts:
    """``words`` is all text of the body and its notes, to compare with what was understood."""

    words: str
    doubts: tuple[Doubt, ...]
    removed: tuple[Removed, ...]


def read_parts(data: bytes) -> Parts:
    """What the parts of a Word file hold; a `GuideError` where they are no safe to unpack."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _check(archive)
        trees = {part: _tree(archive.read(part)) for part in _text_parts(archive)}
    numbered = _numbered(trees.pop("word/numbering.xml", None))
    body = [tree for part, tree in trees.items() if _stem(part) not in _AROUND]
    removed = [
        Removed(why=_AROUND[_stem(part)], words=text)
        for part, tree in trees.items()
        if _stem(part) in _AROUND and (text := _words(tree))
    ]
    for tree in body:
        removed += _deleted(tree)
    doubts = [found for tree in body for found in _doubts(tree, numbered)]
    return Parts(" ".join(map(_words, body)), tuple(doubts), tuple(removed))


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise GuideError("the file is encrypted: save it without a password")
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise GuideError(
            f"the file unpacks to more than {UNPACKED_BYTES // MEGABYTE} MB or {PARTS} parts, "
            "which no document needs: save it anew without its pictures"
        )
    for entry in entries:
        if entry.filename.endswith(".xml") and entry.file_size > STREAM_BYTES:
            raise GuideError(
                f"the file holds the part {entry.filename} of {entry.file_size // MEGABYTE} MB, "
                f"expected at most {STREAM_BYTES // MEGABYTE} MB: split the document"
            )
    damaged = archive.testzip()
    if damaged:
        raise GuideError(f"the file is damaged in its part {damaged}: save it again in Word")


def _text_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    stems = {"document", "footnotes", "endnotes", "numbering", *_AROUND}
    names = (name for name in archive.namelist() if re.fullmatch(r"word/[^/]+\.xml", name))
    return (name for name in names if _stem(name) in stems)


def _stem(part: str) -> str:
    return re.sub(r"\d+$", "", part.removeprefix("word/").removesuffix(".xml"))


def _tree(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096]:
        raise GuideError("the file declares entities, which Word never does: save it again in Word")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _seen(tree: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Elements of a tag, without the second copy that Word keeps for old programs."""
    for element in tree.iter(tag):
        if next(element.iterancestors(_FALLBACK), None) is None:
            yield element


def _words(tree: etree._Element) -> str:
    paragraphs = (
        "".join(text.text or "" for text in _seen(paragraph, f"{_W}t"))
        for paragraph in tree.iter(f"{_W}p")
        if next(paragraph.iterancestors(f"{_W}p", _FALLBACK), None) is None
    )
    return " ".join(text for text in paragraphs if text.strip())


def _deleted(tree: etree._Element) -> Iterator[Removed]:
    for element in tree.iter(f"{_W}del"):
        words = "".join(text.text or "" for text in element.iter(f"{_W}delText"))
        if words.strip():
            yield Removed(why="deleted by a tracked change", words=words.strip())


def _doubts(tree: etree._Element, numbered: set[str]) -> Iterator[Doubt]:
    for element in tree.iter(f"{_W}ins"):
        words = "".join(text.text or "" for text in element.iter(f"{_W}t"))
        if words.strip():
            yield doubt("put in by a tracked change that nobody has accepted", words)
    for formula in tree.iter(f"{_M}oMath"):
        yield doubt("a formula is left out", "".join(t.text or "" for t in formula.iter(f"{_M}t")))
    for element in tree.iter():
        what = _DRAWN.get(etree.QName(element).localname) if isinstance(element.tag, str) else None
        if what and next(element.iterancestors(_FALLBACK), None) is None:
            yield doubt(f"{what} is left out")
    yield from _broken_lists(tree, numbered)


def _numbered(tree: etree._Element | None) -> set[str]:
    """The lists that have numbers and not bullets, by the id that paragraphs name them with."""
    if tree is None:
        return set()
    bullets = {
        kind.get(f"{_W}abstractNumId")
        for kind in tree.iter(f"{_W}abstractNum")
        for form in kind.findall(f"{_W}lvl/{_W}numFmt")[:1]
        if form.get(f"{_W}val") == "bullet"
    }
    found = ((n.get(f"{_W}numId"), n.find(f"{_W}abstractNumId")) for n in tree.iter(f"{_W}num"))
    return {
        str(one) for one, kind in found if kind is not None and kind.get(f"{_W}val") not in bullets
    }


def _broken_lists(tree: etree._Element, numbered: set[str]) -> Iterator[Doubt]:
    """Numbered lists that go on behind a paragraph: Word counts on, what we read begins anew."""
    ended: set[str] = set()
    now: str | None = None
    for paragraph in tree.iter(f"{_W}p"):
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        found = number.get(f"{_W}val") if number is not None else None
        if found != now and now is not None:
            ended.add(now)
        if found in numbered and found != now and found in ended:
            yield doubt(
                "a list goes on after other text: compare its numbers", _words_of(paragraph)
            )
        now = found


def _words_of(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))
