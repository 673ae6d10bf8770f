"""who is signed in at which browser"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '8d0c6f1b52ae'
down_revision = None
branch_labels = ('portal',)
depends_on = None


def upgrade() -> None:
    op.create_table('browser_sessions',
    sa.Column('id_hash', sa.LargeBinary(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('refreshed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('renewing_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('written', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id_hash', name=op.f('pk_browser_sessions'))
    )
    with op.batch_alter_table('browser_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_browser_sessions_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('browser_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_browser_sessions_person_id'))

    op.drop_table('browser_sessions')
