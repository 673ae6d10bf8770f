"""what Postgres finds openings by

Postgres keeps it by itself at the end of each transaction, from the tables of words, so that
whoever writes or copies openings and employers need not know of it.
"""

from __future__ import annotations

from alembic import op

revision = '4c1f0a7be2d3'
down_revision = 'b0f2943ed99c'
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA derived",
    "CREATE TABLE derived.opening_index ("
    " opening_id uuid PRIMARY KEY REFERENCES openings ON DELETE CASCADE,"
    " words tsvector NOT NULL)",
    "CREATE INDEX opening_index_words ON derived.opening_index USING gin (words)"
    " WITH (fastupdate = off)",  # nobody's search shall read what others have just written
    # Without the setting, a plan made while the tables were nearly empty would read all of them for
    # each opening of a bulk load.
    """
    CREATE FUNCTION derived.index_opening(changed uuid) RETURNS void LANGUAGE sql
    SET enable_seqscan = off AS $$
      INSERT INTO derived.opening_index
      SELECT o.id, array_to_tsvector(array(
        SELECT field || ':' || word FROM opening_words WHERE opening_id = o.id
        UNION
        SELECT 'text:' || word FROM employer_words WHERE employer_id = o.employer_id))
      FROM openings o WHERE o.id = changed
      ON CONFLICT (opening_id) DO UPDATE SET words = excluded.words
    $$
    """,
    """
    CREATE FUNCTION derived.opening_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM derived.index_opening(NEW.id);
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION derived.employer_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM derived.index_opening(id) FROM openings WHERE employer_id = NEW.id;
      RETURN NULL;
    END $$
    """,
    "SELECT derived.index_opening(id) FROM openings",
)
TRIGGER = """
    CREATE CONSTRAINT TRIGGER {what}_changed AFTER INSERT OR UPDATE ON {what}s
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION derived.{what}_changed()
"""


def upgrade() -> None:
    if op.get_bind().dialect.name != 'postgresql':
        return
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute(TRIGGER.format(what='opening'))
    op.execute(TRIGGER.format(what='employer'))


def downgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("DROP SCHEMA derived CASCADE")
