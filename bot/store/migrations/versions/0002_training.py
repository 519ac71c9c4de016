"""Training sessions: what a trainer prepares, who joined (nobody knows who), what was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("trainer", sa.String(64), nullable=False, index=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("opens_at", sa.DateTime, nullable=False),
        sa.Column("closes_at", sa.DateTime, nullable=False),
        sa.Column("origins", sa.Text, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "suggested_questions",
        sa.Column("id", sa.Integer, primary_key=True),
        _session(),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )
    op.create_table(
        "attendees",
        _session(primary_key=True),
        sa.Column("token_digest", sa.String(64), primary_key=True),
        sa.Column("joined_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "session_questions",
        sa.Column("id", sa.Integer, primary_key=True),
        _session(),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("asked", sa.Text),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("ms", sa.Float, nullable=False),
        sa.Column("suggested", sa.Boolean, nullable=False),
        sa.Column("group_id", sa.String(16), index=True),
        sa.Column("hidden", sa.Boolean, nullable=False),
    )
    op.create_table(
        "pins",
        sa.Column("id", sa.Integer, primary_key=True),
        _session(),
        sa.Column("group_id", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    for table in ("pins", "session_questions", "attendees", "suggested_questions", "sessions"):
        op.drop_table(table)


def _session(*, primary_key: bool = False) -> "sa.Column[int]":
    """The session that a row is of; it goes when the session goes."""
    owner = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    return sa.Column(
        "session", sa.Integer, owner, primary_key=primary_key, nullable=False, index=not primary_key
    )
