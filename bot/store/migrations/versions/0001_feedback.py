"""Feedback on answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Feedback that was kept before there were migrations is taken over."""
    earlier = sa.inspect(op.get_bind()).has_table("feedback")
    if earlier:
        op.rename_table("feedback", "feedback_earlier")
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("corpus_version", sa.String(32), nullable=False),
    )
    if earlier:
        op.execute(
            "INSERT INTO feedback (at, verdict, question, note, corpus_version) "
            "SELECT at, verdict, question, note, corpus_version FROM feedback_earlier"
        )
        op.drop_table("feedback_earlier")


def downgrade() -> None:
    op.drop_table("feedback")
