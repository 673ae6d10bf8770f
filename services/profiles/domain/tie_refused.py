"""Why something about a tie is refused.

TieNotFound      NotFound  tie_not_found      the asker is neither end, or there is none
TieNotProposed   Conflict  tie_not_proposed   there is no proposal of the other's to answer
TieNotLive       Conflict  tie_not_confirmed  only a confirmed tie has that
TieNotStanding   Conflict  tie_not_standing   nothing is left to withdraw or to lend
TieToOneself     Invalid   tie_to_oneself     both ends are the same person
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class TieNotFound(NotFound):
    def __init__(self) -> None:
        super().__init__("tie_not_found", "There is no such tie.")


class TieNotProposed(Conflict):
    def __init__(self) -> None:
        super().__init__("tie_not_proposed", "There is no proposal of the other person to answer.")


class TieNotLive(Conflict):
    def __init__(self) -> None:
        super().__init__("tie_not_confirmed", "Both must have confirmed the tie before that.")


class TieNotStanding(Conflict):
    def __init__(self) -> None:
        super().__init__("tie_not_standing", "Neither a tie nor a proposal of yours stands.")


class TieToOneself(Invalid):
    def __init__(self) -> None:
        super().__init__("tie_to_oneself", "A tie needs two people: name somebody else.")
