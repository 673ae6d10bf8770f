"""Each tie can come about as it says, and is told once."""

from collections import Counter

from shared.cli.sample import SampleNetwork


def test_no_pair_is_told_twice_and_nobody_knows_themselves(network: SampleNetwork) -> None:
    pairs = Counter(tie.ends for tie in network.ties)

    assert max(pairs.values()) == 1
    assert all(len(ends) == 2 for ends in pairs)


def test_every_end_is_a_member(network: SampleNetwork) -> None:
    known = {person.key for person in network.people}

    assert all(tie.ends <= known for tie in network.ties)


def test_ties_come_about_in_all_three_ways(network: SampleNetwork) -> None:
    ways = Counter(tie.introduced for tie in network.ties)

    assert set(ways) == {"group", "mail", "import"}
    assert min(ways.values()) > 80


def test_a_group_tie_is_between_members_who_show_their_name(network: SampleNetwork) -> None:
    shown = {g.key: {m.person for m in g.members if m.show_name} for g in network.groups}
    for tie in network.ties:
        assert (tie.group is not None) == (tie.introduced == "group")
        if tie.group is not None:
            assert tie.ends <= shown[tie.group]


def test_an_imported_tie_is_on_both_lists_of_two_findable_people(network: SampleNetwork) -> None:
    findable = {person.key for person in network.people if person.settings.findable}
    for tie in network.ties:
        assert tie.listed_both == (tie.introduced == "import")
        if tie.listed_both:
            assert tie.ends <= findable


def test_messages_go_both_ways(network: SampleNetwork) -> None:
    claims = [tie.messages for tie in network.ties if tie.messages]

    assert len(claims) > 100
    assert all(claim.sent > 0 and claim.received > 0 for claim in claims)


def test_some_say_how_well_they_know_each_other(network: SampleNetwork) -> None:
    said = Counter(tie.answer_one for tie in network.ties)

    assert set(said) == {None, "met", "know", "well", "would_vouch"}
    assert said[None] > len(network.ties) / 2


def test_groups_of_every_kind_exist(network: SampleNetwork) -> None:
    kinds = Counter(group.kind for group in network.groups)

    assert set(kinds) == {"class", "association", "event", "company"}
    assert len({group.key for group in network.groups}) == len(network.groups)


def test_nobody_is_in_a_group_twice(network: SampleNetwork) -> None:
    for group in network.groups:
        people = [member.person for member in group.members]
        assert len(people) == len(set(people)) >= 3


def test_members_of_a_class_went_there(network: SampleNetwork) -> None:
    for group in network.groups:
        if group.kind != "class":
            continue
        school = group.name.rpartition(" ")[0]
        for member in group.members:
            schools = {each.school for each in network.person(member.person).educations}
            assert school in schools


def test_some_groups_have_volunteers_and_hidden_names(network: SampleNetwork) -> None:
    members = [member for group in network.groups for member in group.members]

    assert sum(member.volunteer for member in members) >= 6
    assert any(not member.show_name for member in members)


def test_volunteers_show_their_name_in_the_prepared_groups(network: SampleNetwork) -> None:
    for key in ("feup-2018", "new-in-rotterdam"):
        volunteers = [member for member in network.group(key).members if member.volunteer]
        assert len(volunteers) == 2
        assert all(member.show_name for member in volunteers)
