"""how far groups and builds have come"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c93e5d17f0a8"
down_revision = "7a41c9d20e65"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "lags",
        sa.Column("group", sa.String(length=60), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("behind", number, nullable=False),
        sa.PrimaryKeyConstraint("group", "topic", "partition", name=op.f("pk_lags")),
    )
    op.create_table(
        "builds",
        sa.Column("sink", sa.String(length=60), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("built_from", number, nullable=True),
        sa.Column("next_begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_events", number, nullable=True),
        sa.Column("next_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("sink", name=op.f("pk_builds")),
    )


def downgrade() -> None:
    op.drop_table("builds")
    op.drop_table("lags")
