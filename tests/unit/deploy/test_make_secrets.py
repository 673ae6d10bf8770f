"""Secrets are made once, belong together, and are the owner's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deploy.make_secrets import main, make_secrets
from services.referrals.adapters.neo4j_graph.address import address_of
from tests.support.compose import composed


def test_what_compose_hands_out_is_what_is_made(tmp_path: Path) -> None:
    made = make_secrets(tmp_path / "secrets")

    assert made == sorted(composed()["secrets"])
    assert {each["file"] for each in composed()["secrets"].values()} == {
        f"deploy/secrets/{name}" for name in made
    }


def test_the_urls_hold_the_passwords_that_the_servers_are_told(tmp_path: Path) -> None:
    make_secrets(tmp_path)

    for service in ("profiles", "postings", "referrals", "portal"):
        password = (tmp_path / f"{service}_password").read_text()
        assert f"{service}:{password}@" in (tmp_path / f"{service}_store_url").read_text()
    address = address_of((tmp_path / "graph_url").read_text())
    assert (tmp_path / "neo4j_auth").read_text() == f"neo4j/{address.password}"


def test_no_two_are_alike_and_none_is_short(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    contents = [path.read_text() for path in tmp_path.iterdir()]

    assert len(set(contents)) == len(contents)
    assert min(map(len, contents)) >= 32


def test_the_folder_is_the_owners(tmp_path: Path) -> None:
    make_secrets(tmp_path / "secrets")

    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


def test_the_containers_users_can_read_them_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        make_secrets(tmp_path)
    finally:
        os.umask(before)

    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o644}


def test_a_folder_that_others_could_enter_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    make_secrets(tmp_path)

    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_made_again_they_stay_the_same(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}

    assert make_secrets(tmp_path) == []
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before


def test_a_part_is_never_made_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_secrets(tmp_path)
    (tmp_path / "graph_url").unlink()

    assert main(tmp_path) == 2
    assert "lacks graph_url" in capsys.readouterr().err
    assert not (tmp_path / "graph_url").exists()
