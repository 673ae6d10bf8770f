"""stages from an employer's own system, share links, and who may be named"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '7d3c5b19a6e4'
down_revision = 'e08bee6f5578'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ats_hooks',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('opening_id', sa.Uuid(), nullable=False),
    sa.Column('made_by', sa.Uuid(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('secret', sa.String(length=100), nullable=False),
    sa.Column('former', sa.String(length=100), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ats_hooks')),
    sa.UniqueConstraint('opening_id', name=op.f('uq_ats_hooks_opening_id'))
    )
    with op.batch_alter_table('ats_hooks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ats_hooks_made_by'), ['made_by'], unique=False)

    op.create_table('ats_deliveries',
    sa.Column('hook_id', sa.Uuid(), nullable=False),
    sa.Column('delivery_id', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['hook_id'], ['ats_hooks.id'], name=op.f('fk_ats_deliveries_hook_id_ats_hooks')),
    sa.PrimaryKeyConstraint('hook_id', 'delivery_id', name=op.f('pk_ats_deliveries'))
    )

    op.create_table('share_links',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('referrer_id', sa.Uuid(), nullable=False),
    sa.Column('opening_id', sa.Uuid(), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_share_links')),
    sa.UniqueConstraint('referrer_id', 'opening_id', name=op.f('uq_share_links_referrer_id')),
    sa.UniqueConstraint('token', name=op.f('uq_share_links_token'))
    )
    with op.batch_alter_table('share_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_share_links_opening_id'), ['opening_id'], unique=False)

    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_link', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('introduction_steps', schema=None) as batch_op:
        batch_op.add_column(sa.Column('may_be_named', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('shown_named', sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('introduction_steps', schema=None) as batch_op:
        batch_op.drop_column('shown_named')
        batch_op.drop_column('may_be_named')

    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.drop_column('by_link')

    with op.batch_alter_table('share_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_share_links_opening_id'))

    op.drop_table('share_links')
    op.drop_table('ats_deliveries')
    with op.batch_alter_table('ats_hooks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ats_hooks_made_by'))

    op.drop_table('ats_hooks')
