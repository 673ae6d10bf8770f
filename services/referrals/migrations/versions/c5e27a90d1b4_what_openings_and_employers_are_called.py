"""what openings and employers are called"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c5e27a90d1b4"
down_revision = "a41c0e7b52d9"
branch_labels = None
depends_on = None

TOPICS = ("postings.employers", "postings.openings")


def upgrade() -> None:
    """Where facts were consumed already, they are told again, unless they wait to be."""
    op.create_table(
        "employers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employers")),
    )
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("title", sa.String(length=200), nullable=True))
    for topic in TOPICS:
        op.execute(
            "INSERT INTO told_again (sink, topic) "
            f"SELECT DISTINCT sink, '{topic}' FROM seen WHERE sink = 'referrals.store' "
            "AND NOT EXISTS (SELECT 1 FROM told_again AS waits "
            f"WHERE waits.sink = 'referrals.store' AND waits.topic = '{topic}')"
        )


def downgrade() -> None:
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_column("title")
    op.drop_table("employers")
