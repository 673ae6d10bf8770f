"""Whom the portal offers to be with one click, on one's own machine: a list in the home."""

from __future__ import annotations

import json

from shared.cli.home import Home, write_private
from shared.cli.processes import OPERATOR
from shared.cli.sample import SampleNetwork
from shared.cli.sample.connections import sample_connections_csv

SHOWS = {
    "ada-oyelaran": "A candidate in Lisbon, with several ways in",
    "bea-santos": "Whom Ada asks first: an introducer",
    "rui-calado": "To whom Bea passes it on: another introducer",
    "helena-duarte": "Hires at Vento Energia: a hiring manager",
    "sofia-lagarto": "Works at Vento Energia: posts openings and refers",
    "madalena-reis": "Recruits for Vento Energia",
    "cai-moreau": "Whom Ada could ask instead of Bea",
    "noor-haddad": "New in Rotterdam: a volunteer is her way in",
    "ingrid-solberg": "Looks around discreetly in Bergen",
}

LEAD = {
    "key": "ada-oyelaran",
    "asks": "data engineer, Lisbon",
    "says": (
        "I build and run the data pipelines behind Tejo’s reports: Python, SQL, Airflow. Before"
        " that I forecast demand at Lampião. I would like to do both for the grid. Could you"
        " bring me to whoever builds this team?"
    ),
}
"""Whose answer the address opens on: what they look for, and what they would write."""


def offer_prepared(home: Home, network: SampleNetwork) -> None:
    """Write the list; whoever is not on it cannot be signed in like this."""
    listed = [_listed(network, key) for key in SHOWS]
    listed.append({"name": "Operator", "mail": OPERATOR, "shows": "Runs this installation"})
    write_private(home.people, json.dumps(listed, ensure_ascii=False))


def _listed(network: SampleNetwork, key: str) -> dict[str, str]:
    """Somebody, and the list of contacts that they could import."""
    person = network.person(key)
    contacts = sample_connections_csv(network, key)
    shown = {"name": person.name, "mail": person.mail, "shows": SHOWS[key], "contacts": contacts}
    leads = {"asks": LEAD["asks"], "says": LEAD["says"]} if key == LEAD["key"] else {}
    return shown | leads
