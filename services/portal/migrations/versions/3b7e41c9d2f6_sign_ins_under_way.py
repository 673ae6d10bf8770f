"""sign-ins that are under way or were just done"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '3b7e41c9d2f6'
down_revision = '8d0c6f1b52ae'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sign_ins',
    sa.Column('form_hash', sa.LargeBinary(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('form_hash', name=op.f('pk_sign_ins'))
    )


def downgrade() -> None:
    op.drop_table('sign_ins')
