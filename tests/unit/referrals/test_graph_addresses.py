"""Where a graph lies, from its URL."""

from __future__ import annotations

import pytest

from services.referrals.adapters.neo4j_graph.address import BadAddress, address_of
from services.referrals.bootstrap import UnknownGraph, open_graph, path_solver


def test_an_address_says_server_credentials_database_and_name() -> None:
    found = address_of("neo4j+s://ada:p%40ss@graph.example:7999/trial?database=jobs")

    assert found.server == "neo4j+s://graph.example:7999"
    assert (found.user, found.password) == ("ada", "p@ss")
    assert (found.database, found.name) == ("jobs", "trial")


def test_all_but_the_host_may_be_left_out() -> None:
    found = address_of("bolt://localhost")

    assert found.server == "bolt://localhost"
    assert (found.user, found.password, found.database) == ("", "", None)
    assert found.name == "warmpath"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:7474",
        "neo4j:///name",
        "neo4j://localhost/Name",
        "neo4j://localhost/two/names",
        "neo4j://localhost/a-b",
        "neo4j://localhost/name?databse=jobs",
    ],
)
def test_what_names_no_graph_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        address_of(url)


@pytest.mark.parametrize("url", ["neo4j://ada:s3cret@h/B!", "mysql://ada:s3cret@h/", "embedded:"])
def test_a_refusal_never_repeats_a_password(url: str) -> None:
    with pytest.raises(UnknownGraph) as refused:
        open_graph(url)

    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("url", ["neo4j://ada:s3cret@h/B!", "embedded:///somewhere", "memory:"])
def test_paths_are_solved_only_where_that_is_possible(url: str) -> None:
    with pytest.raises(UnknownGraph) as refused:
        path_solver(url)

    assert "s3cret" not in str(refused.value)
