"""Employers have families, names and policies; openings can be posted as they stand."""

from collections import Counter

from shared.cli.sample import SampleNetwork
from shared.cli.sample.places import COUNTRIES


def test_a_parent_stands_before_its_subsidiaries(network: SampleNetwork) -> None:
    seen: set[str] = set()
    children = 0
    for employer in network.employers:
        if employer.parent is not None:
            assert employer.parent in seen
            children += 1
        seen.add(employer.key)
    assert children >= 5


def test_no_two_employers_share_a_name_alias_or_domain(network: SampleNetwork) -> None:
    names = [name for e in network.employers for name in (e.name, *e.aliases)]
    domains = [domain for e in network.employers for domain in e.domains]

    assert len(names) == len(set(names))
    assert len(domains) == len(set(domains))
    assert all(domain.endswith(".example") for domain in domains)


def test_headcounts_range_from_a_small_firm_to_thousands(network: SampleNetwork) -> None:
    counts = sorted(employer.headcount for employer in network.employers)

    assert counts[0] <= 50
    assert counts[-1] >= 5000


def test_industries_and_countries_are_many(network: SampleNetwork) -> None:
    assert len({employer.industry for employer in network.employers}) >= 9
    assert len({employer.country for employer in network.employers}) >= 10


def test_whoever_adds_an_employer_works_there(network: SampleNetwork) -> None:
    for employer in network.employers:
        assert employer.key in network.person(employer.founder).current_employers()


def test_some_employers_have_a_policy_in_their_own_currency(network: SampleNetwork) -> None:
    policies = [(e, e.policy) for e in network.employers if e.policy]

    assert 15 < len(policies) < 40
    for employer, policy in policies:
        assert policy.currency == COUNTRIES[employer.country].currency
        assert sum(share for _, share in policy.milestones) == 100


def test_an_opening_is_posted_by_a_verified_current_employee(network: SampleNetwork) -> None:
    for opening in network.openings:
        poster = network.person(opening.posted_by)
        assert opening.employer in poster.current_employers()
        assert poster.work_mail is not None, opening.key


def test_hiring_managers_and_recruiters_work_there(network: SampleNetwork) -> None:
    recruited = 0
    for opening in network.openings:
        involved = [*opening.recruiters, *filter(None, [opening.hiring_manager])]
        for key in involved:
            assert opening.employer in network.person(key).current_employers()
        recruited += bool(opening.recruiters)
    assert recruited >= 8


def test_hiring_managers_accept_decline_or_have_not_answered(network: SampleNetwork) -> None:
    answers = Counter(o.hiring_answer for o in network.openings if o.hiring_manager)

    assert answers["accepted"] > 30
    assert answers["unanswered"] >= 2
    assert not [
        o for o in network.openings if not o.hiring_manager and o.hiring_answer == "accepted"
    ]


def test_every_audience_occurs_and_few_are_unlisted(network: SampleNetwork) -> None:
    audiences = Counter(opening.audience for opening in network.openings)

    assert set(audiences) == {"public", "members", "network", "unlisted"}
    assert audiences["unlisted"] < audiences["network"] < audiences["public"]


def test_a_policy_is_used_only_where_there_is_one(network: SampleNetwork) -> None:
    for opening in network.openings:
        if opening.use_policy:
            assert network.employer(opening.employer).policy is not None


def test_salaries_are_ranges_in_local_currency(network: SampleNetwork) -> None:
    ranges = [(o, o.salary) for o in network.openings if o.salary]

    assert len(ranges) > 40
    for opening, (low, high, currency) in ranges:
        country = network.employer(opening.employer).country
        assert 0 < low < high < 2 * low
        assert currency == COUNTRIES[country].currency


def test_keys_and_titles_are_not_repeated_at_an_employer(network: SampleNetwork) -> None:
    titles = [(opening.employer, opening.title) for opening in network.openings]

    assert len(set(titles)) == len(titles)
    assert len({opening.key for opening in network.openings}) == len(titles)


def test_remote_openings_name_several_countries(network: SampleNetwork) -> None:
    remote = [opening for opening in network.openings if opening.remote]

    assert len(remote) >= 3
    assert all(len(opening.countries) > 1 for opening in remote)


def test_openings_are_valid_for_some_time_and_allow_up_to_three(network: SampleNetwork) -> None:
    for opening in network.openings:
        assert opening.valid_through > network.today
        assert 0 <= opening.max_introducers <= 3
