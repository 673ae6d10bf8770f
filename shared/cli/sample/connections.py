"""A connections list as LinkedIn exported it in late 2023, for one person of the network."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from random import Random

from shared.cli.sample.companies import COMPANIES
from shared.cli.sample.identity import ascii_of, key_of, mail_of
from shared.cli.sample.name_parts import FAMILY, GIVEN
from shared.cli.sample.shapes import SamplePerson
from shared.cli.sample.trades import TRADES
from shared.cli.sample.whole import SampleNetwork

OUTSIDERS = 36
HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_PREAMBLE = (
    "Some of the addresses below are empty, because each member decides whether those they are "
    "connected with may take the address along in an export. This file is part of the fictional "
    "sample network."
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ELSEWHERE = ("Quintal Tea Rooms", "Self-employed", "Studio Ampersand, Lda.", "Ministério do Vento")
_HIDES_MAIL = 0.45


def sample_connections_csv(network: SampleNetwork, person: str) -> str:
    """The text of `Connections.csv` for that person: some members, some dozen others.

    Members are those tied to the person by import, and whom a scenario needs on the list (who
    is not findable). KeyError for a person who is not in the network.
    """
    random = Random(f"{network.seed}/{network.person(person).key}")  # noqa: S311 - reproducible
    members = [network.person(key) for key in _listed(network, person)]
    taken = {each.key for each in network.people}
    rows = [_member_row(member, random, network.today) for member in members]
    rows += [_outsider_row(random, network.today, taken) for _ in range(OUTSIDERS)]
    random.shuffle(rows)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    text.write("Notes:\n")
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow([_PREAMBLE])
    text.write("\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue()


def _listed(network: SampleNetwork, person: str) -> list[str]:
    found = [next(iter(tie.ends - {person})) for tie in network.ties_of(person) if tie.listed_both]
    for scene in network.scenarios:
        if scene.person == person and scene.opening is None:
            found += [key for key in scene.actors if key not in found]
    return found


def _member_row(member: SamplePerson, random: Random, today: date) -> tuple[str, ...]:
    job = member.employments[-1]
    company = next(each.name for each in COMPANIES if each.key == job.employer)
    return _row(member.name, member.mail, company, job.title, _connected(random, today))


def _outsider_row(random: Random, today: date, taken: set[str]) -> tuple[str, ...]:
    name = _outsider_name(random, taken)
    mail = "" if random.random() < _HIDES_MAIL else mail_of(name)
    if random.random() < 0.15:
        return _row(name, mail, random.choice(_ELSEWHERE), "Owner", _connected(random, today))
    company = random.choice(COMPANIES)
    title = random.choice(TRADES[company.industry].roles).title
    return _row(name, mail, company.name, title, _connected(random, today))


def _outsider_name(random: Random, taken: set[str]) -> str:
    while True:
        country = random.choice(sorted(GIVEN))
        name = f"{random.choice(GIVEN[country])} {random.choice(FAMILY[country])}"
        if key_of(name) not in taken:
            taken.add(key_of(name))
            return name


def _row(name: str, mail: str, company: str, title: str, connected: str) -> tuple[str, ...]:
    given, _, family = name.partition(" ")
    url = f"https://www.linkedin.com/in/{key_of(ascii_of(name))}-sample"
    return (given, family, url, mail, company, title, connected)


def _connected(random: Random, today: date) -> str:
    day = today - timedelta(days=random.randint(20, 2400))
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"
