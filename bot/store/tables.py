"""The tables as they are now. How they came about stands in the migrations.

Times are in UTC without a zone, which every database keeps alike.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
)

from bot.store.texts import String, Text

METADATA = MetaData()


def _id() -> "Column[int]":
    """The number of a row."""
    return Column("id", Integer, primary_key=True)


def _at() -> "Column[datetime]":
    """When something happened; retention looks for it."""
    return Column("at", DateTime, nullable=False, index=True)


def _key() -> "Column[str]":
    """Made by whoever hands over a row, so that it is there once however often it is written."""
    return Column("key", String(32), unique=True, index=True)


def _explained() -> "tuple[Column[str], Column[str]]":
    """A question with its Answer object as JSON."""
    return Column("question", Text, nullable=False), Column("answer", Text, nullable=False)


def _session(*, primary_key: bool = False) -> "Column[int]":
    """The training session that a row is of; it goes when the session goes."""
    owner = ForeignKey("sessions.id", ondelete="CASCADE")
    return Column(
        "session", Integer, owner, primary_key=primary_key, nullable=False, index=not primary_key
    )


FEEDBACK = Table(
    "feedback",
    METADATA,
    _id(),
    _at(),
    Column("verdict", String(16), nullable=False),
    Column("question", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("corpus_version", String(32), nullable=False),
    # Join code of the training session it came from, if any.
    Column("session", String(16), index=True),
    _key(),  # of the answer that it is about: what is said later takes its place
)

# What retention must leave alone: a table (``kind`` table) or all of one session (its join code).
HOLDS = Table(
    "holds",
    METADATA,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("name", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", DateTime, nullable=False),
    Column("released_at", DateTime),
)

# That something was deleted, how much and by which rule; never what it said.
DISPOSALS = Table(
    "disposals",
    METADATA,
    _id(),
    Column("at", DateTime, nullable=False),
    Column("what", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("older_than", Integer, nullable=False),
    Column("cutoff", DateTime, nullable=False),
    Column("setting", String(64), nullable=False),
)


# ``code`` is what attendees type; ``key`` keeps the digests of one session from being compared
# with those of another; ``trainer`` is a digest too, so that no list of sessions holds a name.
SESSIONS = Table(
    "sessions",
    METADATA,
    _id(),
    Column("code", String(16), nullable=False, unique=True),
    Column("key", String(64), nullable=False),
    Column("trainer", String(64), nullable=False, index=True),
    Column("title", String(200), nullable=False),
    Column("topic", Text, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("opens_at", DateTime, nullable=False),
    Column("closes_at", DateTime, nullable=False),
    Column("origins", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
)

SUGGESTED = Table(
    "suggested_questions",
    METADATA,
    _id(),
    _session(),
    Column("position", Integer, nullable=False),
    *_explained(),
)

# To the minute, so that nobody can be found by when a first question came.
ATTENDEES = Table(
    "attendees",
    METADATA,
    _session(primary_key=True),
    Column("token_digest", String(64), primary_key=True),
    Column("joined_at", DateTime, nullable=False),
)

# ``asked`` is NULL for a declined question: of such a one only reason and time are kept.
QUESTIONS = Table(
    "session_questions",
    METADATA,
    _id(),
    _session(),
    _at(),
    Column("asked", Text),
    Column("outcome", String(32), nullable=False),
    Column("reason", String(32)),
    Column("ms", Float, nullable=False),
    Column("suggested", Boolean, nullable=False),
    Column("group_id", String(16), index=True),
    Column("hidden", Boolean, nullable=False),
    _key(),
)

PINS = Table(
    "pins",
    METADATA,
    _id(),
    _session(),
    Column("group_id", String(16), nullable=False),
    *_explained(),
    Column("at", DateTime, nullable=False),
)

# A scenario, the right choice, and the cited answer that explains it (an Answer object as JSON).
CARDS = Table(
    "cards",
    METADATA,
    _id(),
    _session(),
    Column("scenario", Text, nullable=False),
    Column("choice", String(16), nullable=False),
    *_explained(),
    Column("published", Boolean, nullable=False),
    Column("on_wall", Boolean, nullable=False),
)

# One choice of a browser a card, by its digest, to the minute.
CARD_CHOICES = Table(
    "card_choices",
    METADATA,
    Column("card", Integer, ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True),
    Column("token_digest", String(64), primary_key=True),
    _session(),
    Column("choice", String(16), nullable=False),
    _at(),
)


# Visits of trainers that ended before their cookies did, by digest.
ENDED_VISITS = Table(
    "ended_visits",
    METADATA,
    Column("digest", String(32), primary_key=True),
    _at(),
)

# That something was sent to a language model, how much and how it ended; never what it said.
MODEL_REQUESTS = Table(
    "model_requests",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("model", String(200), nullable=False),
    Column("prompt_version", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("characters", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("prompt_tokens", Integer),
    Column("reply_tokens", Integer),
    Column("reply_characters", Integer, nullable=False),
    Column("released", Integer, nullable=False),
    Column("withheld", Integer, nullable=False),
)

# What a maintainer did to the documents, under which account, and how that ended.
MAINTENANCE = Table(
    "maintenance",
    METADATA,
    _id(),
    _at(),
    Column("account", String(64), nullable=False),
    Column("action", String(16), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("outcome", String(16), nullable=False),
)


def now() -> datetime:
    """The time as the tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)
