"""openings, policies, people and employments of before"""

from __future__ import annotations

from alembic import op

revision = "91d3b60f7c2e"
down_revision = "7d3c5b19a6e4"
branch_labels = None
depends_on = None

TOPICS = ("profiles.people", "postings.employers", "postings.openings")


def upgrade() -> None:
    """Where facts were consumed already, the tables that were made since want them again."""
    for topic in TOPICS:
        op.execute(
            "INSERT INTO told_again (sink, topic) "
            f"SELECT DISTINCT sink, '{topic}' FROM seen WHERE sink = 'referrals.store'"
        )


def downgrade() -> None:
    op.execute("DELETE FROM told_again WHERE sink = 'referrals.store'")
