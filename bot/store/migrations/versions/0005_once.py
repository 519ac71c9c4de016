"""What was ended, and keys by which nothing is counted twice."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEYED = ("feedback", "session_questions")


def upgrade() -> None:
    op.create_table(
        "ended_visits",
        sa.Column("digest", sa.String(32), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
    )
    for table in _KEYED:
        op.add_column(table, sa.Column("key", sa.String(32)))
        op.create_index(f"ix_{table}_key", table, ["key"], unique=True)


def downgrade() -> None:
    for table in _KEYED:
        op.drop_index(f"ix_{table}_key", table)
        op.drop_column(table, "key")
    op.drop_table("ended_visits")
