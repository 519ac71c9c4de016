"""Feedback by session; what is on hold, and records of what was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feedback", sa.Column("session", sa.String(16)))
    op.create_index("ix_feedback_session", "feedback", ["session"])
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("released_at", sa.DateTime),
    )
    op.create_table(
        "disposals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("older_than", sa.Integer, nullable=False),
        sa.Column("cutoff", sa.DateTime, nullable=False),
        sa.Column("setting", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("disposals")
    op.drop_table("holds")
    op.drop_index("ix_feedback_session", "feedback")
    op.drop_column("feedback", "session")
