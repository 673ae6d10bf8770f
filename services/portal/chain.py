"""A path as the page draws it: you, whom to ask first, how many more, what stands at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.portal import times, wording
from services.portal.language import gettext, pgettext

Look = Literal["person", "blank", "end"]
Json = dict[str, Any]
WEAK = frozenset({"listed", "shared_contacts"})
"""Evidence that alone makes no strong tie; the line is then drawn dashed."""


@dataclass(frozen=True)
class Node:
    """Somebody in the picture. `weak` is how the line that leads here is drawn: only one's own tie
    has a strength to show.
    """

    mark: str
    label: str
    small: str = ""
    look: Look = "person"
    weak: bool = False


@dataclass(frozen=True)
class Drawn:
    """A path with what is said beside it."""

    nodes: tuple[Node, ...]
    contact_id: str
    contact: str
    chance: str
    volunteer: bool
    busy: bool
    free_from: str | None
    why: str

    @property
    def in_words(self) -> str:
        """The same as a sentence, for who does not see the picture."""
        people = ", ".join(node.label for node in self.nodes)
        return gettext("Path: %(people)s", people=people)


def drawn(path: Json, names: Mapping[str, str], me: str) -> Drawn:
    """A path of an answer of referrals."""
    contact = path["contact"]
    name = names.get(contact["person_id"], gettext("Somebody you know"))
    nodes = [Node(wording.initials(me), gettext("You")), _first(path, name)]
    further = path["further_introducers"]
    if further:
        later = gettext("named with their yes")
        nodes.append(Node(f"+{further}", wording.people(further), later, "blank"))
    perhaps = gettext("perhaps %(name)s", name=wording.first_name(name))
    nodes.append(_end(path["end"], "" if further else perhaps))
    return Drawn(
        nodes=tuple(nodes),
        contact_id=contact["person_id"],
        contact=name,
        chance=path["chance"],
        volunteer=contact["volunteer"],
        busy=contact["busy"],
        free_from=contact["free_from"],
        why=wording.reasons(contact["reasons"]),
    )


def _first(path: Json, name: str) -> Node:
    contact = path["contact"]
    if contact["volunteer"]:
        return Node(wording.initials(name), name, gettext("volunteers for your group"), weak=True)
    weak = {each["code"] for each in contact["reasons"]} <= WEAK
    small = wording.reasons(contact["reasons"][:1])
    if contact["free_from"]:
        small = gettext("free from %(day)s", day=times.day(contact["free_from"]))
    return Node(wording.initials(name), name, small, weak=weak)


def _end(kind: str, small: str) -> Node:
    # Whether the contact is the end itself no answer says, so the end is always drawn by itself.
    marks = {
        "hiring_manager": pgettext("initials of the hiring manager", "HM"),
        "referrer": pgettext("initial of who can refer", "R"),
        "person": "?",
    }
    return Node(marks[kind], wording.word(kind, "end"), small, "end")
