"""The page of every environment variable, made from the settings themselves."""

import json
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from bot.settings import BotSettings
from corpus.settings import PROJECT

_HEAD = """# Configuration

Made from the code by `python -m evals configuration`; a test compares the two, so change the
settings and make this page anew. A variable that is set but empty counts as not set.

| variable | meaning | default |
| --- | --- | --- |
"""


def configuration_page(*further: type[BaseSettings]) -> str:
    """The page in Markdown: a table row for each variable, with its meaning and default.

    ``further`` are settings of parts that the bot does not know.
    """
    kinds: list[type[BaseSettings]] = [BotSettings, *further]
    fields = {
        f"{kind.model_config['env_prefix']}{name.upper()}": field
        for kind in kinds
        for name, field in kind.model_fields.items()
    }
    return _HEAD + "".join(_row(variable, field) for variable, field in fields.items())


def _row(variable: str, field: FieldInfo) -> str:
    # A bar would end the cell.
    meaning = (field.description or "").replace("|", "\\|")
    return f"| `{variable}` | {meaning} | {_shown(field.default)} |\n"


def _shown(default: Any) -> str:  # noqa: ANN401  settings have values of any type
    """A default as a reader would write it; a folder of the project relative to the project."""
    if default is None or default is False or default in ("", {}):
        return "none"
    if isinstance(default, dict):
        return f"`{json.dumps(default)}`"
    if isinstance(default, Path) and default.is_relative_to(PROJECT):
        return f"`{default.relative_to(PROJECT)}/`"
    return f"`{default}`"
