"""facts that are told again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7a41c9d20e65"
down_revision = "2d6d0dbfb8d1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_again",
        sa.Column("sink", sa.String(length=60), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("sink", "topic", name=op.f("pk_told_again")),
    )


def downgrade() -> None:
    op.drop_table("told_again")
