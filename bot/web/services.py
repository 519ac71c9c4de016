"""What the pages and the API work with: made once, at start, and handed to all of them."""

from dataclasses import dataclass

from bot.pipeline import Assistant
from bot.settings import BotSettings
from bot.store.database import Database
from bot.web.gate import Gate


@dataclass(frozen=True)
class Services:
    """One of each for the whole server, so that chat, widget and API count and keep together."""

    assistant: Assistant
    settings: BotSettings
    gate: Gate
    database: Database

    @classmethod
    def open(cls, assistant: Assistant, settings: BotSettings) -> "Services":
        """Open the database and start counting; a `GuideError` says what to mend."""
        database = Database(settings.database_url, settings.data)
        return cls(assistant, settings, Gate(settings), database)

    def close(self) -> None:
        """Give up what is open."""
        self.database.close()
