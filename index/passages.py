"""Running text packed into passages: whole blocks where they fit, lists with their introduction."""

from collections.abc import Iterator, Sequence

from corpus.outline import Block
from corpus.sentences import Span, sentences
from index.chunk import ChunkKind, Part
from index.draft import Draft
from index.measure import Measure


def passages(measure: Measure, blocks: Sequence[Block]) -> Iterator[Draft]:
    """Pack neighbouring blocks of one section up to the limit."""
    if not blocks:
        return
    section = blocks[0].section
    units = [unit for block in blocks for unit in _units(measure, section, block.span)]
    yield from pack(measure, section, units)


def pack(measure: Measure, section: tuple[str, ...], units: list[Span]) -> Iterator[Draft]:
    """Pack spans that each fit; a sentence that introduces a list goes on with the list."""
    packed: list[Span] = []
    for unit in units:
        if packed and not _fit(measure, section, [*packed, unit]):
            carried = packed[-1:] if _introduces(measure, packed[-1]) else []
            if carried and len(packed) > 1 and _fit(measure, section, [*carried, unit]):
                yield _passage(measure, section, packed[:-1])
                packed = carried
            else:
                yield _passage(measure, section, packed)
                packed = []
        packed.append(unit)
    if packed:
        yield _passage(measure, section, packed)


def _units(measure: Measure, section: tuple[str, ...], span: Span) -> Iterator[Span]:
    """A block that fits as it is, another one sentence by sentence, longer ones by words."""
    if not measure.words(span).strip():
        return
    if _fit(measure, section, [span]):
        yield span
        return
    for sentence in sentences(measure.text, *span):
        yield from measure.cut(section, sentence)


def _fit(measure: Measure, section: tuple[str, ...], packed: list[Span]) -> bool:
    span = Span(packed[0].start, packed[-1].end)
    return measure.fits(section, span, measure.words(span))


def _introduces(measure: Measure, span: Span) -> bool:
    return measure.words(span).rstrip().endswith(":")


def _passage(measure: Measure, section: tuple[str, ...], packed: list[Span]) -> Draft:
    spans = [sentence for unit in packed for sentence in sentences(measure.text, *unit)]
    parts = tuple(Part(span, measure.words(span)) for span in spans)
    said = " ".join(part.text for part in parts)
    span = Span(packed[0].start, packed[-1].end)
    return Draft(ChunkKind.PASSAGE, section, span, said, parts)
