"""by whose right a former secret acts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = 'a41c0e7b52d9'
down_revision = '91d3b60f7c2e'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('ats_hooks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('former_by', sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('ats_hooks', schema=None) as batch_op:
        batch_op.drop_column('former_by')
