"""Practice cards of training sessions, and what a class chose (nobody knows who)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cards",
        sa.Column("id", sa.Integer, primary_key=True),
        _session(),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("published", sa.Boolean, nullable=False),
        sa.Column("on_wall", sa.Boolean, nullable=False),
    )
    op.create_table(
        "card_choices",
        sa.Column(
            "card",
            sa.Integer,
            sa.ForeignKey("cards.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("token_digest", sa.String(64), primary_key=True),
        _session(),
        sa.Column("choice", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
    )


def downgrade() -> None:
    for table in ("card_choices", "cards"):
        op.drop_table(table)


def _session() -> "sa.Column[int]":
    """The session that a row is of; it goes when the session goes."""
    owner = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    return sa.Column("session", sa.Integer, owner, nullable=False, index=True)
