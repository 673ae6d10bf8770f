"""A path as the page draws it: you, whom to ask first, how many more, what stands at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.portal import wording
from services.portal.words import ENDS

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
        return f"Path: {', '.join(node.label for node in self.nodes)}"


def drawn(path: Json, names: Mapping[str, str], me: str) -> Drawn:
    """A path of an answer of referrals."""
    contact = path["contact"]
    name = names.get(contact["person_id"], "Somebody you know")
    nodes = [Node(wording.initials(me), "You"), _first(path, name)]
    further = path["further_introducers"]
    if further:
        nodes.append(Node(f"+{further}", wording.people(further), "named with their yes", "blank"))
    nodes.append(_end(path["end"], "" if further else f"perhaps {wording.first_name(name)}"))
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
        return Node(wording.initials(name), name, "volunteers for your group", weak=True)
    weak = {each["code"] for each in contact["reasons"]} <= WEAK
    small = wording.reason(contact["reasons"][0]) if contact["reasons"] else "you know each other"
    if contact["free_from"]:
        small = f"free from {wording.day(contact['free_from'])}"
    return Node(wording.initials(name), name, small, weak=weak)


def _end(kind: str, small: str) -> Node:
    # Whether the contact is the end itself no answer says, so the end is always drawn by itself.
    marks = {"hiring_manager": "HM", "referrer": "R", "person": "?"}
    return Node(marks[kind], ENDS[kind], small, "end")
