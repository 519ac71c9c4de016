"""Small plots as HTML and SVG, made on the server and readable without seeing them.

Colours and sizes are the business of cards.css: our policy lets no page style itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.training.cards import CHOICES, Counted

_GAP = 0.15


@dataclass(frozen=True, slots=True)
class Bar:
    """One count of a plot; ``note`` is a word that sets it apart from the others."""

    label: str
    count: int
    note: str = ""


def bars(title: str, rows: Sequence[Bar], whole: int | None = None) -> Markup:
    """Counts side by side: a table whose rows carry their bar.

    Everybody gets the same numbers, and the bars, which say nothing more, are left out for those
    who listen. A full bar is all rows together, or the longest where they are a part of ``whole``.
    """
    together = sum(row.count for row in rows)
    full = together if whole is None else max((row.count for row in rows), default=0)
    drawn = Markup().join(_row(row, together if whole is None else whole, full) for row in rows)
    return Markup(
        '<figure class="plot"><table class="bars"><caption>{}</caption>'
        '<thead class="unseen"><tr><th scope="col">What</th><th scope="col">How many</th></tr>'
        "</thead><tbody>{}</tbody></table></figure>"
    ).format(title, drawn)


def choice_bars(title: str, one: Counted, right: str = "") -> Markup:
    """How often each choice of a practice card was made; ``right`` marks the trainer's own."""
    own = one.card.text.choice
    rows = [
        Bar(label, one.counts[choice], right if choice == own else "")
        for choice, label in CHOICES.items()
    ]
    return bars(title, rows)


def columns(name: str, title: str, says: str, rows: Sequence[Bar]) -> Markup:
    """Counts over time: a drawing with its numbers in a table that can be opened.

    ``name`` tells its ids from those of other plots; ``says`` is what it shows, in a sentence.
    """
    numbers = Markup().join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(row.label, row.count)
        for row in rows
    )
    ends = Markup().join(
        Markup("<span>{}</span>").format(row.label) for row in dict.fromkeys((rows[0], rows[-1]))
    )
    return Markup(
        '<figure class="plot"><figcaption><b>{title}.</b> {says}</figcaption>'
        '<svg class="over-time" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" '
        'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{title}</title>'
        '<desc id="{name}-desc">{says} The numbers stand in the table that follows.</desc>'
        '{drawn}</svg><p class="ends" aria-hidden="true">{ends}</p>'
        "<details><summary>Numbers of this plot</summary><table><thead><tr>"
        '<th scope="col">From</th><th scope="col">How many</th></tr></thead>'
        "<tbody>{numbers}</tbody></table></details></figure>"
    ).format(name=name, title=title, says=says, drawn=_drawn(rows), ends=ends, numbers=numbers)


def share(part: int, whole: int) -> str:
    """A part in whole per cent; nothing of nothing is nothing."""
    return f"{100 * part / (whole or 1):.0f}%"


def _row(row: Bar, whole: int, full: int) -> Markup:
    note = Markup(' <b class="badge holds">{}</b>').format(row.note) if row.note else Markup()
    return Markup(
        '<tr><th scope="row">{}{}<svg viewBox="0 0 100 1" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="ground" width="100" height="1"/>'
        '<rect class="filled" width="{}" height="1"/></svg></th>'
        '<td>{} <span class="facts">({})</span></td></tr>'
    ).format(
        row.label, note, _at(100 * row.count / (full or 1)), row.count, share(row.count, whole)
    )


def _drawn(rows: Sequence[Bar]) -> Markup:
    """Columns as high as the drawing for the highest count."""
    most, step = max(row.count for row in rows), 100 / len(rows)
    return Markup().join(
        Markup('<rect class="filled" x="{}" y="{}" width="{}" height="{}"/>').format(
            _at(place * step + step * _GAP / 2), _at(100 - tall), _at(step * (1 - _GAP)), _at(tall)
        )
        for place, row in enumerate(rows)
        for tall in [100 * row.count / (most or 1)]
    )


def _at(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
