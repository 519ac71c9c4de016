"""How numbers and foreign text are written in every kind of report."""

from evals.reporting.records import MetricRecord

NONE = "–"
_KEPT = "\t\n\r"
_REPLACEMENT = "\ufffd"


def _shown(point: int) -> str:
    # Every replacement is one character for one, so that places in a text stay what they are.
    if point < 0x20:  # noqa: PLR2004  the C0 controls, which have pictures of their own
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else _REPLACEMENT  # noqa: PLR2004  delete has one too


_UNSEEN = [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
_VISIBLE = {point: _shown(point) for point in _UNSEEN if chr(point) not in _KEPT}


def visible(text: str) -> str:
    """Text of the same length that HTML and XML can hold, with control characters to be seen."""
    return text.translate(_VISIBLE)


def one_line(text: str, most: int | None = None) -> str:
    """Visible text on one line, shortened to ``most`` characters."""
    line = " ".join(visible(text).split())
    return line if most is None or len(line) <= most else f"{line[: most - 1]}…"


def percent(value: float | None, digits: int = 1) -> str:
    """A share as a percentage."""
    return NONE if value is None else f"{value:.{digits}%}"


def interval(metric: MetricRecord) -> str:
    """The 95 % interval of a share, in whole percent."""
    if metric.interval is None or not metric.cases:
        return NONE
    low, high = metric.interval
    return f"{low:.0%} to {high:.0%}"


def measure(metric: MetricRecord | None) -> str:
    """A share as a percentage, any other measure as a number."""
    if metric is None or metric.value is None:
        return NONE
    return percent(metric.value) if metric.hits is not None else number(metric.value)


def as_measured(value: float | None, metric: MetricRecord) -> str:
    """Another value of the same measure."""
    return percent(value) if metric.hits is not None else number(value)


def counted(metric: MetricRecord) -> str:
    """How many of how many, where a metric counts cases; else over how many it is a mean."""
    if metric.hits is None:
        return f"mean of {metric.cases:,}"
    return f"{metric.hits:,} of {metric.cases:,}"


def number(value: float | None) -> str:
    """A measure that is no share of cases."""
    if value is None:
        return NONE
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3f}"  # noqa: PLR2004  no cents


def milliseconds(value: float | None) -> str:
    """A time in milliseconds."""
    return NONE if value is None else f"{value:,.0f} ms"


def count(many: int, one: str, more: str | None = None) -> str:
    """A number with its noun: ``1 case``, ``2 cases``."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"
