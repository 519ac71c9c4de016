"""What the pages and the API work with: made once, at start, and handed to all of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from bot.current import Answerer
from bot.generating.opening import is_configured
from bot.maintaining.upkeep import Upkeep
from bot.settings import BotSettings
from bot.sharing.opening import limits_of
from bot.sharing.sweeping import Sweeper
from bot.sharing.transcripts import SharedKept
from bot.store.database import Database
from bot.store.purging import DailyPurge
from bot.training.sessions import ClassSessions
from bot.web.gate import Gate
from bot.web.kept import Kept
from bot.web.live import answering_threads
from bot.web.metrics import Metrics
from bot.web.signing_in import SigningIn


@dataclass(frozen=True)
class Services:
    """One of each for the whole server, so that chat, widget and API count and keep together."""

    assistant: Answerer
    settings: BotSettings
    gate: Gate
    database: Database
    kept: Kept
    sessions: ClassSessions
    signing: SigningIn
    maintainers: SigningIn
    upkeep: Upkeep
    metrics: Metrics
    purge: DailyPurge | None
    sweeper: Sweeper | None
    threads: ThreadPoolExecutor
    """Those that answer."""

    @classmethod
    def open(
        cls, assistant: Answerer, settings: BotSettings, database: Database | None = None
    ) -> "Services":
        """Open the database, unless one is open, and start counting.

        A `GuideError` says what to mend.
        """
        database = database or Database(settings.database_url, settings.data)
        sessions = ClassSessions(assistant, database, shared=settings.shared)
        metrics = Metrics(assistant)
        days = settings.retention_days
        threads = answering_threads(written=is_configured(settings))
        limits = limits_of(settings, database)
        return cls(
            assistant=assistant,
            settings=settings,
            gate=Gate(settings, sessions.running, metrics.refused, limits),
            database=database,
            kept=_kept(settings, database, assistant, metrics, threads),
            sessions=sessions,
            signing=SigningIn(settings, database, "trainer", limits),
            maintainers=SigningIn(settings, database, "maintainer", limits),
            upkeep=Upkeep(settings, assistant, database),
            metrics=metrics,
            purge=DailyPurge(database, days) if days else None,
            sweeper=Sweeper(database) if settings.shared else None,
            threads=threads,
        )

    def close(self) -> None:
        """Write what is left, and give up what is open."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        if self.purge:
            self.purge.close()
        if self.sweeper:
            self.sweeper.close()
        self.upkeep.close()
        self.sessions.close()
        self.database.close()


def _kept(
    settings: BotSettings,
    database: Database,
    assistant: Answerer,
    metrics: Metrics,
    threads: ThreadPoolExecutor,
) -> Kept:
    """The transcripts of the chat: in memory, or for all servers."""
    counted = partial(metrics.answered, "chat")
    if not settings.shared:
        return Kept(assistant, counted=counted, threads=threads)
    return SharedKept(assistant, counted=counted, threads=threads).share(database)
