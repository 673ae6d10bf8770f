"""docker-compose.yml and the Dockerfile say what can work, as far as no engine is needed to see."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import compose_spec
import pytest
import yaml

from deploy.start import PORTAL, ROLES, SERVICES, command_of
from services.profiles.mail_ports import NO_REPLY
from shared.eventlog.kafka_settings import kafka_settings
from shared.settings import by_service
from tests.support.compose import (
    DOCKERFILE,
    LEFT_OPEN,
    ROOT,
    composed,
    image_environment,
    own_services,
    services,
)


def validate(document: Any) -> None:
    compose_spec.PyCompose.from_yaml(yaml.safe_dump(document)).validate()


def test_compose_understands_the_file() -> None:
    validate(composed())


@pytest.mark.parametrize(
    ("place", "value"),
    [("restart", "sometimes"), ("comand", ["x"]), ("secrets", ["none"]), ("networks", ["nowhere"])],
)
def test_a_mistake_would_be_noticed(place: str, value: object) -> None:
    document: Any = yaml.safe_load(yaml.safe_dump(composed()))
    document["services"]["profiles-web"][place] = value

    with pytest.raises(ValueError, match=r"."):
        validate(document)


def test_every_part_of_every_service_is_there() -> None:
    ours = {name for name, each in services().items() if each["image"] == "warmpath"}

    assert ours == set(own_services())
    assert {name for name in services() if name not in ours} == {"postgres", "kafka", "neo4j"}


@pytest.mark.parametrize("name", own_services())
def test_a_command_names_service_and_role(name: str) -> None:
    assert services()[name]["command"] == name.split("-")


@pytest.mark.parametrize("name", sorted(services()))
def test_nothing_runs_without_limits_and_a_policy(name: str) -> None:
    one = services()[name]

    assert set(one["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert one["restart"] == ("on-failure" if name.endswith("-migrate") else "unless-stopped")
    assert name.endswith("-migrate") or "healthcheck" in one


@pytest.mark.parametrize("name", own_services())
def test_our_processes_may_do_nothing_but_their_work(name: str) -> None:
    one = services()[name]

    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert one["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", own_services("web", "worker"))
def test_a_process_waits_for_its_servers_and_its_migration(name: str) -> None:
    service = name.split("-", maxsplit=1)[0]
    waits = {each: how["condition"] for each, how in services()[name]["depends_on"].items()}

    assert waits.pop(f"{service}-migrate") == "service_completed_successfully"
    assert set(waits.values()) == {"service_healthy"}
    assert set(waits) >= ({"postgres"} if service == PORTAL else {"postgres", "kafka"})


@pytest.mark.parametrize("name", own_services())
def test_a_secret_comes_from_a_file_that_the_container_gets(name: str) -> None:
    one = services()[name]
    read = re.findall(r"/run/secrets/(\w+)", str(one["environment"]))

    assert sorted(read) == sorted(one["secrets"])


def test_nothing_is_reached_from_other_machines_without_tls() -> None:
    published = [port for one in services().values() for port in one.get("ports", ())]

    assert len(published) == len(ROLES)
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_what_is_left_to_the_environment_is_told_and_starts_as_it_is() -> None:
    left = dict(LEFT_OPEN.findall((ROOT / "docker-compose.yml").read_text()))
    told = (ROOT / "docs" / "reference" / "production.md").read_text()

    assert {"MAIL_URL", "MAIL_FROM", "PUBLIC_URLS", "PUBLIC_URL"} <= left.keys()
    assert [name for name in left if f"`{name}`" not in told and f"{name}=" not in told] == []
    assert left["MAIL_FROM"] == NO_REPLY
    assert by_service(left["PUBLIC_URLS"]) == {}


def test_who_sends_mail_can_reach_a_server_elsewhere() -> None:
    assert composed()["networks"]["inside"]["internal"] is True
    assert "outside" in services()["profiles-worker"]["networks"]


def test_no_password_stands_in_any_file() -> None:
    text = (ROOT / "docker-compose.yml").read_text() + DOCKERFILE.read_text()

    assert re.findall(r"(?i)(?:password|secret_key|auth): +(?!\{)(?!/run/secrets)\S+", text) == []
    assert re.findall(r"://[^/\s]*:[^/\s]*@", text) == []
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert "deploy/secrets" in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_log_is_named_as_the_code_reads_it() -> None:
    urls = {
        each["environment"]["EVENT_LOG_URL"]
        for name, each in services().items()
        if name in own_services("web", "worker") and not name.startswith(PORTAL)
    }

    (url,) = urls
    assert kafka_settings(url).replicas == 1


def test_the_dockerfile_has_no_fault_that_a_linter_knows() -> None:
    linter = Path(sys.executable).with_name("hadolint")

    found = subprocess.run([linter, DOCKERFILE], capture_output=True, text=True, check=False)

    assert (found.returncode, found.stdout) == (0, "")


def test_what_the_dockerfile_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text(), re.MULTILINE)
    let_through = [
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]

    named = [path for line in copied for path in line.split()]
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert set(named) == set(let_through)


def test_the_image_runs_as_nobody_in_particular() -> None:
    last_stage = DOCKERFILE.read_text().rpartition("\nFROM ")[2]

    assert re.findall(r"^USER (\S+)$", last_stage, re.MULTILINE) == ["10001"]
    assert 'ENTRYPOINT ["python", "-m", "deploy.start"]' in last_stage
    assert image_environment()["PORT"] == "8080"


@pytest.mark.parametrize("service", SERVICES)
def test_a_role_is_started_by_what_exists(service: str) -> None:
    web, worker, migrate = (command_of(service, role) for role in ("web", "worker", "migrate"))

    assert web[-1] == f"services.{service}.web:create_app()"
    assert Path(web[-2]).is_file()
    assert (ROOT / f"{worker[-1].replace('.', '/')}.py").is_file()
    assert migrate[1:] == ("-m", "shared.storage.migrations", f"services.{service}")


@pytest.mark.parametrize(
    "arguments", [[], ["profiles"], ["portal", "worker"], ["profiles", "cook"]]
)
def test_any_other_argument_is_bad_use(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deploy.start", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("usage: ")
