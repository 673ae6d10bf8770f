"""A domain stands for an employer only if not everybody can have mail there."""

from __future__ import annotations

import pytest

from services.postings.domain.mail_domains import PUBLIC_PROVIDERS, domain_fault, domain_key


@pytest.mark.parametrize("domain", sorted(PUBLIC_PROVIDERS))
def test_public_mail_providers_are_refused(domain: str) -> None:
    assert domain_fault(domain) is not None


@pytest.mark.parametrize("domain", ["mail.gmail.com", "staff.gmx.de", "a.b.outlook.com"])
def test_nor_can_a_part_of_a_public_provider(domain: str) -> None:
    assert domain_fault(domain) is not None


@pytest.mark.parametrize(
    "domain", ["acme.example", "mail.acme.co.uk", "xn--mnchen-3ya.example", "notgmail.com", "a1.io"]
)
def test_an_employers_own_domain_is_taken(domain: str) -> None:
    assert domain_fault(domain) is None


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "acme",
        "acme..example",
        "-acme.example",
        "acme-.example",
        "acme.example/x",
        "ada@acme.example",
        "münchen.example",
        "acme.e",
        "x" * 64 + ".example",
        ".".join(["abc"] * 70),
    ],
)
def test_what_is_no_domain_is_refused(domain: str) -> None:
    assert domain_fault(domain) is not None


@pytest.mark.parametrize("written", ["ACME.example", " acme.example. ", "Acme.Example"])
def test_a_domain_is_the_same_however_it_is_written(written: str) -> None:
    assert domain_key(written) == "acme.example"
