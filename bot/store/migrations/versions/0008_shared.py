"""What several servers share while people talk; limits need not outlive a crash."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TALK = ("turns", "transcripts")


def upgrade() -> None:
    for table in _TALK:
        op.create_table(
            table,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("at", sa.DateTime, nullable=False, index=True),
            sa.Column("conversation", sa.String(32), nullable=False, index=True),
            sa.Column("turn", sa.Text, nullable=False),
        )
    op.create_table(
        "buckets",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("full_at", sa.Float(53), nullable=False, index=True),
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )


def downgrade() -> None:
    for table in ("buckets", *reversed(_TALK)):
        op.drop_table(table)
