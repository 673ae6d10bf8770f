"""Names folded for comparison: equal as sets of words, whatever their case, accents or order.

Two names are the same when their keys are equal; never when one merely contains the other.
"""

from __future__ import annotations

import re

from shared.folding import words

_BRACKETED = re.compile(r"\([^()]*\)")

LEGAL_FORMS = frozenset(
    """
    ab ag aps as asa bv co company corp corporation doo ev gmbh inc incorporated kg kgaa kk limited
    llc llp lp ltd ltda mbh nv oy oyj plc pllc pte pty pvt sa sarl sas sasu se sl slu spa srl ug
    """.split()  # noqa: SIM905
)
CREDENTIALS = frozenset(
    "bsc cfa cpa dipl dr jr llm mba mr mrs msc phd pmp prof sr".split()  # noqa: SIM905
)


def name_key(name: str) -> str:
    """The words of a name as a set, in one order, separated by blanks."""
    return " ".join(sorted(set(words(name))))


def person_key(name: str) -> str:
    """As `name_key` for a person, without titles and degrees; "" unless two words remain.

    One word is too little to suggest anybody by.
    """
    kept = {word for word in words(_BRACKETED.sub(" ", name)) if word not in CREDENTIALS}
    return " ".join(sorted(kept)) if len(kept) > 1 else ""


def employer_key(name: str) -> str:
    """As `name_key` for an employer, without the legal forms it ends in: "Contoso, Ltd." and
    "CONTOSO GmbH & Co. KG" are both "contoso". A name of legal forms alone keeps its first word.
    """
    kept = words(name)
    while len(kept) > 1 and kept[-1] in LEGAL_FORMS:
        kept.pop()
    return " ".join(sorted(set(kept)))
