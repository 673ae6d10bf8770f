"""Each prepared scene shows the rule it says, by plain enumeration of the paths."""

from dataclasses import replace

import pytest

from shared.cli.sample import SampleNetwork, generate
from shared.cli.sample.network import FEWER_PEOPLE, PEOPLE
from tests.support.sample_paths import (
    Path,
    Paths,
    with_person,
    with_tie_lent,
    without_tie,
)

ADA, NOOR, INGRID = "ada-oyelaran", "noor-haddad", "ingrid-solberg"
BEA, CAI, DITA, EMEKA = "bea-santos", "cai-moreau", "dita-kovac", "emeka-falk"
HELENA = "helena-duarte"
VENTO, KESTREL = "vento-forecasting", "kestrel-data"


def contacts(found: list[Path]) -> list[str]:
    return list(dict.fromkeys(path.contact for path in found))


def test_three_people_are_prepared(network: SampleNetwork) -> None:
    assert network.prepared == (ADA, NOOR, INGRID)


def test_every_scenario_names_people_and_openings_that_exist(network: SampleNetwork) -> None:
    for scene in network.scenarios:
        assert scene.shows.endswith(".")
        assert scene.person in network.prepared
        assert [network.person(key) for key in scene.actors]
        assert scene.opening is None or network.opening(scene.opening)


def test_adas_tie_with_bea_is_the_example_of_the_strength_table(
    network: SampleNetwork, paths: Paths
) -> None:
    tie = next(tie for tie in network.ties if tie.ends == {ADA, BEA})

    assert paths.strength(tie) == pytest.approx(0.72, abs=0.03)


def test_adas_best_path_to_vento_leads_through_bea(paths: Paths) -> None:
    best = paths.to_opening(ADA, VENTO)[0]

    assert best.people == (ADA, BEA, "rui-calado", HELENA)


def test_once_bea_ends_the_tie_cai_is_first_and_emeka_remains(network: SampleNetwork) -> None:
    after = contacts(Paths(without_tie(network, ADA, BEA)).to_opening(ADA, VENTO))

    assert after[0] == CAI
    assert EMEKA in after
    assert BEA not in after


def test_the_warmest_path_is_not_the_shortest(paths: Paths) -> None:
    found = paths.to_opening(ADA, VENTO)
    shortest = min(found, key=lambda path: (path.introducers, path.cost))

    assert (found[0].contact, found[0].introducers) == (BEA, 2)
    assert (shortest.contact, shortest.introducers) == (CAI, 1)
    assert shortest.cost > found[0].cost + 10


def test_dita_leads_nowhere_near_vento_with_fewer_than_three(paths: Paths) -> None:
    assert DITA not in contacts(paths.to_opening(ADA, VENTO, most=2))


def test_filipa_would_be_best_were_she_open_to_introduce(
    network: SampleNetwork, paths: Paths
) -> None:
    filipa = network.person("filipa-nogueira")
    opened = replace(filipa, settings=replace(filipa.settings, open_to_introduce=True))

    assert filipa.key not in contacts(paths.to_opening(ADA, VENTO))
    assert Paths(with_person(network, opened)).to_opening(ADA, VENTO)[0].contact == filipa.key


def test_cais_tie_with_helena_leads_nobody_while_she_keeps_it(
    network: SampleNetwork, paths: Paths
) -> None:
    direct = (ADA, CAI, HELENA)
    lent = Paths(with_tie_lent(network, CAI, HELENA))

    assert direct not in [path.people for path in paths.between(ADA, HELENA)]
    assert direct in [path.people for path in lent.between(ADA, HELENA)]


def test_cai_may_use_the_kept_tie_for_a_search_of_his_own(paths: Paths) -> None:
    assert paths.between(CAI, HELENA)[0].people == (CAI, HELENA)


def test_emekas_kept_tie_is_a_first_step_for_ada_alone(
    network: SampleNetwork, paths: Paths
) -> None:
    through = (BEA, ADA, EMEKA)
    lent = Paths(with_tie_lent(network, ADA, EMEKA))

    assert paths.to_opening(ADA, KESTREL)[0].contact == EMEKA
    assert through not in [path.people for path in paths.between(BEA, EMEKA)]
    assert through in [path.people for path in lent.between(BEA, EMEKA)]


def test_no_path_ends_at_a_hiring_manager_who_has_not_accepted(
    network: SampleNetwork, paths: Paths
) -> None:
    opening = network.opening("vento-trading")
    ends = {path.people[-1] for path in paths.to_opening(ADA, opening.key)}

    assert opening.hiring_manager == "duarte-pinho"
    assert ends == {"sofia-lagarto", "nuno-vilar"}
    assert "duarte-pinho" in paths.targets(ADA, replace(opening, hiring_answer="accepted"))


def test_the_network_opening_is_seen_by_ada_and_not_by_the_others(
    network: SampleNetwork, paths: Paths
) -> None:
    opening = network.opening(KESTREL)

    assert (opening.audience, opening.max_introducers) == ("network", 1)
    assert paths.to_opening(ADA, KESTREL, most=1)[0].people == (ADA, EMEKA, "marcelo-antunes")
    assert not paths.to_opening(NOOR, KESTREL, most=1)
    assert not paths.to_opening(INGRID, KESTREL, most=1)


def test_ada_reaches_alcantara_only_through_volunteers_of_her_class(
    network: SampleNetwork, paths: Paths
) -> None:
    first = set(contacts(paths.to_opening(ADA, "alcantara-analytics")))
    volunteers = {m.person for m in network.group("feup-2018").members if m.volunteer}

    assert first == volunteers == {"gil-peixinho", "marta-vinhas"}
    assert first == paths.volunteers_for(ADA)


def test_the_only_path_to_boreal_needs_three_introducers(paths: Paths) -> None:
    found = paths.to_opening(ADA, "boreal-calibration")

    assert [path.people for path in found] == [
        (ADA, DITA, "matej-hribar", "lenka-vondrova", "tomas-urban")
    ]


def test_ada_hires_for_an_opening_of_her_own_employer(network: SampleNetwork) -> None:
    opening = network.opening("tejo-junior")

    assert (opening.hiring_manager, opening.hiring_answer) == (ADA, "accepted")
    assert opening.employer in network.person(ADA).current_employers()


def test_noor_knows_nobody_at_maasdok_and_starts_with_a_volunteer(
    network: SampleNetwork, paths: Paths
) -> None:
    neighbours = {end for tie in network.ties_of(NOOR) for end in tie.ends} - {NOOR}
    employers = {e for key in neighbours for e in network.person(key).current_employers()}

    assert "maasdok" not in employers
    assert contacts(paths.to_opening(NOOR, "maasdok-quays")) == ["pieter-zwart"]
    assert "pieter-zwart" in paths.volunteers_for(NOOR)


def test_a_discreet_search_starts_outside_the_employer_and_its_affiliates(paths: Paths) -> None:
    avoided = paths.avoided_employers(INGRID)
    found = paths.to_opening(INGRID, "skagerrak-operations")

    assert avoided == {"fjordlys", "nordglimt", "nordglimt-vind"}
    assert found[0].contact == "oda-fjelde"
    assert not avoided & employers_on(paths, found)


def employers_on(paths: Paths, found: list[Path]) -> set[str]:
    between = {key for path in found for key in path.people[1:-1]}
    return {e for key in between for e in paths.network.person(key).current_employers()}


def test_lifting_the_avoided_employers_puts_four_colleagues_before(paths: Paths) -> None:
    lifted = contacts(paths.to_opening(INGRID, "skagerrak-operations", avoid_own=False))

    before = lifted[: lifted.index("oda-fjelde")]
    assert before[0] == "lars-ostby"
    assert len(before) >= 4


def test_gunnar_would_be_best_if_ingrid_did_not_avoid_him(
    network: SampleNetwork, paths: Paths
) -> None:
    forgiving = replace(network.person(INGRID), avoid_people=())
    found = paths.to_opening(INGRID, "skagerrak-operations")

    assert not [path for path in found if "gunnar-lie" in path.people]
    better = Paths(with_person(network, forgiving)).to_opening(INGRID, "skagerrak-operations")
    assert better[0].contact == "gunnar-lie"


def test_olga_is_not_findable(network: SampleNetwork) -> None:
    assert not network.person("olga-tavora").settings.findable


@pytest.mark.parametrize(("seed", "people"), [(1, PEOPLE), (2, PEOPLE), (7, FEWER_PEOPLE)])
def test_the_main_facts_hold_for_other_crowds(
    seed: int, people: int, network: SampleNetwork
) -> None:
    paths = Paths(generate(seed, today=network.today, people=people))

    assert paths.to_opening(ADA, VENTO)[0].contact == BEA
    assert paths.to_opening(INGRID, "skagerrak-operations")[0].contact == "oda-fjelde"
    assert contacts(paths.to_opening(NOOR, "maasdok-quays")) == ["pieter-zwart"]
