"""Templates of all our pages, and what they can do with values."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.answer import Answer, Citation
from bot.training.codes import shown, spoken
from bot.training.times import clock, told
from bot.web.memo import day, quoted
from bot.web.passages import passage_url
from bot.web.plots import choice_bars
from bot.web.transcript import Link, body


def rendered(name: str, /, **values: object) -> str:
    """A template with its values; all that is not markup is escaped."""
    return _TEMPLATES.get_template(name).render(**values)


def part(name: str, block: str, values: Mapping[str, object]) -> str:
    """One block of a template alone, for a script that keeps an open page up to date."""
    template = _TEMPLATES.get_template(name)
    return "".join(template.blocks[block](template.new_context(dict(values))))


def words(name: str) -> str:
    """The name of an outcome or a reason as people read it."""
    return name.replace("_", " ").capitalize()


def _seconds(ms: float) -> str:
    return f"{ms / 1000:.1f} s"


def _answer_body(answer: Answer) -> Markup:
    return body(answer, _opening(answer))


def _plain_body(answer: Answer) -> Markup:
    """For paper: the markers lead nowhere there."""
    return body(answer, lambda citation: Markup(" [{}]").format(citation.number))


def _opening(answer: Answer) -> Link:
    """Markers of an answer, each of which opens its passage."""

    def link(citation: Citation) -> Markup:
        address = passage_url(citation, answer.corpus.version)
        marker = Markup(' <a class="marker" href="{0}" aria-label="Source {1}: {2}">{1}</a>')
        return marker.format(address, citation.number, citation.title)

    return link


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "code": shown,
    "day": day,
    "seconds": _seconds,
    "spoken": spoken,
    "words": words,
}
_TEMPLATES.globals |= {
    "told": told,
    "clock": clock,
    "answer_body": _answer_body,
    "choice_bars": choice_bars,
    "passage_url": passage_url,
    "plain_body": _plain_body,
    "quoted": quoted,
}
