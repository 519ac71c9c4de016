"""What a server shares with others, by its settings: nothing, unless `GUIDE_SHARED` is set."""

from bot.conversations import Conversations
from bot.settings import BotSettings
from bot.sharing.conversations import SharedConversations
from bot.sharing.limits import SharedLimits
from bot.sharing.reach import Reach
from bot.store.database import Database
from bot.web.limits import Limits, RateLimit
from corpus.errors import GuideError


def check_sharing(settings: BotSettings) -> None:
    """A `GuideError` where servers are to share and could not know each other's cookies."""
    if settings.shared and settings.secret is None:
        raise GuideError("GUIDE_SHARED: set GUIDE_SECRET too, the same for all servers")


def conversations_of(settings: BotSettings, database: Database) -> Conversations:
    """Where this server keeps what was asked before."""
    return SharedConversations(database, Reach()) if settings.shared else Conversations()


def limits_of(settings: BotSettings, database: Database) -> Limits:
    """What makes the limits of this server."""
    check_sharing(settings)
    if not settings.shared or settings.secret is None:
        return RateLimit.of
    return SharedLimits(database, Reach(), settings.secret.get_secret_value())
