"""Nobody is delivered what is not theirs to know: searched for in all that went to their browser,
pages, feeds, exports and answers to guessed addresses alike.

Each test says of everybody just what they read. So a search that finds nothing at all, or a page
that was not looked at, fails as a leak does.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.support.chain_of_strangers import (
    BLURB,
    NORA,
    OTTO,
    OTTO_SAYS,
    PIA,
    PIA_SAYS,
    QUINN,
    SECRETS,
    VOUCH,
    Chain,
    Stage,
)
from tests.support.lived_in_town import INES, MIA, OPERATOR, UMA, Happened
from tests.support.looking_everywhere import looks_everywhere, things_of
from tests.support.portal_people import Browsers, People, Way
from tests.support.portal_places import places_of
from tests.support.portal_site import NOBODY, Deliveries, Site
from tests.support.portal_town import ADA, BEA, CAI, HANA, RITA, SOL, TITLE

MAY_READ_OF = {
    NOBODY: set(),
    ADA: {BEA, CAI, UMA, RITA, MIA, HANA, SOL},  # ties, proposed ones, who met her, who referred
    BEA: {ADA, HANA, MIA, CAI, UMA, SOL},  # ties, her class, and whose link was followed
    CAI: {ADA, HANA, SOL, BEA, UMA},
    MIA: {BEA, INES, ADA, SOL},  # ties, and who asks through Bea
    INES: {MIA, SOL},  # not Ada, whose request has not come to her
    HANA: {BEA, CAI, SOL, ADA, UMA},  # ties, and who was referred where she hires
    # Who was referred to her, by whom where it is decided, and whom she chose as hiring managers.
    RITA: {ADA, CAI, UMA, SOL, HANA, INES},
    SOL: {CAI, HANA, ADA, UMA},  # ties, and whom he referred
    OPERATOR: {SOL, RITA},  # who speaks for an employer
}
"""Sol made the link to an opening that all of them guess at."""
WROTE_IT = {(SOL, ADA)}
"""Whose address somebody else reads, because they invited them by it."""


@pytest.fixture
def way() -> Way:
    """What is delivered does not depend on how wide it is shown."""
    return Way()


@pytest.mark.parametrize("who", MAY_READ_OF)
def test_everybody_reads_of_just_those_whom_they_may_know(
    who: str, browsers: Browsers, lived_in_site: Site, happened: Happened
) -> None:
    people = People(browsers, lived_in_site, Way())
    own = [place.address for place in places_of(happened, who)]
    read, house = looks_everywhere(people, who, things_of(happened), own), lived_in_site.town.house
    others = [name for name in house.members if name != who]
    addresses = {name for name in others if read.mentions(house.member(name).mail)}
    people.go_home()

    met = {name: sorted(read.mentions(name)) for name in others if read.mentions(name)}
    assert {name: met[name] for name in met.keys() - MAY_READ_OF[who]} == {}
    assert met.keys() == MAY_READ_OF[who]
    assert addresses == {other for one, other in WROTE_IT if one == who}
    assert read.mentions(TITLE)


READ_AT: dict[Stage, dict[str, set[str]]] = {
    "passed on": {
        NORA: {OTTO, BLURB},
        OTTO: {NORA, BLURB, PIA},
        PIA: {NORA, BLURB, OTTO, OTTO_SAYS, QUINN},
        QUINN: {PIA},
        RITA: set(),
    },
    "met": {
        NORA: {OTTO, BLURB, PIA, QUINN},
        OTTO: {NORA, BLURB, PIA},
        PIA: {NORA, BLURB, OTTO, OTTO_SAYS, QUINN},
        QUINN: {NORA, BLURB, PIA, PIA_SAYS},
        RITA: set(),
    },
    "referred": {RITA: {NORA}, OTTO: {NORA, BLURB, PIA}, NOBODY: set()},
    "decided": {RITA: {NORA, OTTO, QUINN, VOUCH}, OTTO: {NORA, BLURB, PIA}, NOBODY: set()},
}
"""Who knows what of Nora's request when: the recruiter nothing before the decision, and then of
Pia only that there was an introducer; introducers never more than their own step.
"""


@pytest.mark.parametrize("stage", READ_AT)
def test_names_unfold_one_step_at_a_time(stage: Stage, people: People) -> None:
    chain = Chain(people.site.town)
    chain.goes_on(stage)

    assert read_by(READ_AT[stage], chain, people) == READ_AT[stage]


def test_a_discreet_candidate_is_named_to_the_first_only_until_the_yes_at_the_end(
    people: People,
) -> None:
    chain = Chain(people.site.town, discreet=True)
    chain.goes_on("reached")
    unnamed = {
        OTTO: {NORA, BLURB, PIA},
        PIA: {BLURB, OTTO, OTTO_SAYS, QUINN},
        QUINN: {BLURB, PIA, PIA_SAYS},
    }
    assert read_by(unnamed, chain, people) == unnamed
    chain.answers(QUINN, {"answer": "agree"})

    assert all(NORA in read for read in read_by([PIA, QUINN], chain, people).values())


def test_a_no_at_the_end_is_known_to_nobody_else(people: People) -> None:
    chain = Chain(people.site.town)
    chain.goes_on("reached")
    chain.answers(QUINN, {"answer": "pass"})
    people.site.town.days_go_by(5)
    everybody = (NORA, OTTO, PIA, QUINN)
    read = {who: looks_everywhere(people, who, chain.things()) for who in everybody}

    assert [who for who in everybody if read[who].mentions("you declined")] == [QUINN]
    assert [who for who in everybody if who != QUINN and read[who].mentions(QUINN)] == [PIA]


def test_a_pass_is_known_to_nobody_else(people: People) -> None:
    chain = Chain(people.site.town)
    chain.goes_on("passed on")
    chain.answers(PIA, {"answer": "pass"})
    everybody = (NORA, OTTO, PIA, QUINN)
    read = {who: looks_everywhere(people, who, chain.things()) for who in everybody}

    assert [who for who in everybody if read[who].mentions("You passed.")] == [PIA]
    assert not read[NORA].mentions(PIA)


def test_who_is_avoided_reads_no_more_of_who_avoids_them(people: People) -> None:
    chain = Chain(people.site.town)
    chain.goes_on("passed on")
    assert NORA in read_by([PIA], chain, people)[PIA]
    avoided = f"/v1/people/me/avoided-people/{people.site.town.id(PIA)}"
    chain.call(NORA, "profiles", "PUT", avoided)
    chain.town.house.carry()

    assert read_by([PIA], chain, people)[PIA] == {OTTO, QUINN}


def read_by(whom: Iterable[str], chain: Chain, people: People) -> dict[str, set[str]]:
    """What each of them reads of the chain, without their own name."""
    read = {}
    for who in whom:
        delivered = looks_everywhere(people, who, chain.things())
        read[who] = {each for each in SECRETS if each != who and _told(delivered, each, chain)}
    return read


def _told(delivered: Deliveries, secret: str, chain: Chain) -> bool:
    """An address that somebody guessed at stands on what answers it."""
    return any(
        words not in address
        for words in chain.words_for(secret)
        for address in delivered.mentions(words)
    )
