"""Building the index beside the running server, which goes on with the version it has."""

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.maintaining.background import Background, Progress
from bot.settings import BotSettings

_COMMAND = (sys.executable, "-m", "index", "build", "--plain")


class Builder:
    """At most one build at a time; what a broken-off one has written the next one clears."""

    def __init__(self, settings: BotSettings, command: Sequence[str] = _COMMAND) -> None:
        self._command = tuple(command)
        self._work = Background("the index is being built", environment_of(settings))
        self.wait, self.close = self._work.wait, self._work.close

    @property
    def progress(self) -> Progress:
        """How many passages of all are done, or how the last build ended."""
        return self._work.progress

    def start(self) -> None:
        """Begin to build; a `GuideError` if one is running already or none can be begun."""
        self._work.start(self._command)


def environment_of(settings: BotSettings) -> dict[str, str]:
    """What the settings of this server say about corpus and index, for another process."""
    model = settings.embed_model
    given = {
        "GUIDE_CORPUS": settings.corpus.resolve(),
        "GUIDE_AGENCY_CORPUS": settings.agency_corpus and settings.agency_corpus.resolve(),
        "GUIDE_DATA": settings.data.resolve(),
        "GUIDE_EMBED_MODEL": Path(model).resolve() if model and Path(model).is_dir() else model,
        "GUIDE_CHROMA_URL": settings.chroma_url,
    }
    return {name: "" if value is None else str(value) for name, value in given.items()}
