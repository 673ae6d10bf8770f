"""The people are fictional, believable and reachable only at reserved addresses."""

from collections import Counter
from itertools import pairwise

from shared.cli.sample import SampleNetwork
from shared.cli.sample.cast import CAST
from shared.cli.sample.shapes import SamplePerson

STAGE = len(CAST)


def test_keys_names_and_mail_addresses_are_unique(network: SampleNetwork) -> None:
    people = network.people

    assert len({person.key for person in people}) == len(people)
    assert len({person.name for person in people}) == len(people)
    assert len({person.mail for person in people}) == len(people)


def test_every_address_is_ascii_at_a_reserved_domain(network: SampleNetwork) -> None:
    for person in network.people:
        for mail in (person.mail, person.work_mail):
            if mail is not None:
                assert mail.isascii()
                assert mail.endswith(".example")
                assert " " not in mail


def test_a_work_address_is_at_a_domain_of_a_current_employer(network: SampleNetwork) -> None:
    for person in network.people:
        if person.work_mail is None:
            continue
        domain = person.work_mail.partition("@")[2]
        current = [network.employer(key) for key in person.current_employers()]
        assert domain in {each for employer in current for each in employer.domains}


def test_most_but_not_all_have_a_work_address(network: SampleNetwork) -> None:
    share = sum(person.work_mail is not None for person in network.people) / 300

    assert 0.7 < share < 0.95


def test_people_are_of_at_least_ten_countries(network: SampleNetwork) -> None:
    countries = Counter(person.country for person in network.people)

    assert len(countries) >= 10
    assert countries.most_common(1)[0][1] < 75


def test_a_career_has_one_to_four_employments_in_order(network: SampleNetwork) -> None:
    lengths = Counter(len(person.employments) for person in network.people)

    assert set(lengths) == {1, 2, 3, 4}
    for person in network.people:
        assert_in_order(person)


def assert_in_order(person: SamplePerson) -> None:
    jobs = person.employments
    for earlier, later in pairwise(jobs):
        assert earlier.ended is not None
        assert earlier.ended <= later.started
    for job in jobs:
        assert job.ended is None or job.started < job.ended


def test_nobody_changes_to_the_employer_they_are_leaving(network: SampleNetwork) -> None:
    for person in network.people:
        jobs = person.employments
        for earlier, later in pairwise(jobs):
            assert earlier.employer != later.employer


def test_some_are_between_two_jobs(network: SampleNetwork) -> None:
    idle = [person for person in network.people if not person.current_employers()]

    assert 5 <= len(idle) <= 50
    assert all("open to new work" in person.headline for person in idle)


def test_a_headline_says_title_and_employer(network: SampleNetwork) -> None:
    bea = network.person("bea-santos")

    assert bea.headline == "Analytics Lead at Ribeira Analytics"


def test_school_ends_before_today_and_starts_before_it_ends(network: SampleNetwork) -> None:
    schooled = [person for person in network.people if person.educations]

    assert len(schooled) > 150
    for person in schooled:
        for school in person.educations:
            assert school.started < school.ended <= network.today


def test_memberships_of_every_kind_occur(network: SampleNetwork) -> None:
    kinds = {m.kind for person in network.people for m in person.memberships}

    assert kinds == {"association", "event", "volunteer_group"}


def test_settings_vary_among_the_crowd(network: SampleNetwork) -> None:
    crowd = [person.settings for person in network.people[STAGE:]]

    for flag in (
        "open_to_introduce",
        "willing_to_refer",
        "open_to_intros",
        "findable",
        "open_to_openings",
        "avoid_own_employers",
    ):
        assert {getattr(settings, flag) for settings in crowd} == {True, False}, flag
    assert len({settings.weekly_cap for settings in crowd}) > 2
    assert any(settings.topics for settings in crowd)


def test_only_the_employed_are_willing_to_refer(network: SampleNetwork) -> None:
    for person in network.people:
        if person.settings.willing_to_refer:
            assert person.current_employers(), person.key


def test_nobody_avoids_themselves_or_more_than_twenty(network: SampleNetwork) -> None:
    known = {person.key for person in network.people}
    for person in network.people:
        assert len(person.avoid_people) <= 20
        assert person.key not in person.avoid_people
        assert set(person.avoid_people) <= known
