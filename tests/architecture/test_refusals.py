"""Whatever a service may refuse, and whatever it says of a field, has words of the pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

from services.portal.refusals import SENTENCES
from services.portal.refusals.faults import FAULTS
from services.portal.refusals.labels import label
from shared.web import problems

ROOT = Path(__file__).parents[2]
SERVICES = ("profiles", "postings", "referrals")
HOUSES = [ROOT / "shared", *(ROOT / "services" / name for name in SERVICES)]
AWAY = 500
"""From this status on the portal says that a service is away, whatever the code."""
CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
TEMPLATES = ROOT / "services" / "portal" / "templates"
FIELD = re.compile(
    r"""m\.(?:field|area|choose|pick|tick)\("(\w+)"|<(?:input|select|textarea)\b[^>]*\bname="(\w+)\""""
)
HIDDEN = {"token", "once", "etag", "next", "content", "recruiters_asked", "secret"}
"""Nobody types them."""


@cache
def trees() -> list[ast.Module]:
    """Whatever the services are made of."""
    paths = (path for house in HOUSES for path in sorted(house.rglob("*.py")))
    return [ast.parse(path.read_text()) for path in paths if "cli" not in path.parts]


@cache
def nodes() -> list[ast.AST]:
    return [node for tree in trees() for node in ast.walk(tree)]


@cache
def kinds() -> frozenset[str]:
    """What a refusal is raised as: the kinds that have a status, and what is built on them."""
    known = {kind.__name__ for kind, status in problems.STATUS.items() if status < AWAY}
    return frozenset(known | {node.name for node in built_on(known)})


def built_on(known: Set[str]) -> Iterator[ast.ClassDef]:
    for node in nodes():
        if isinstance(node, ast.ClassDef) and known & {ast.unparse(base) for base in node.bases}:
            yield node


def handed_on() -> Iterator[tuple[ast.FunctionDef, int]]:
    """Functions that are told the code to refuse with, and at which place."""
    for node in nodes():
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg != "self"]
            places = [
                at for at, name in enumerate(names) if name == "code" or name.endswith("_code")
            ]
            yield from ((node, place) for place in places)


def texts(node: ast.AST) -> Iterator[str]:
    """Texts in an expression; what is put in as the program runs is a 7."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else "7" for each in node.values)
        yield "".join(str(part) for part in parts)
    else:
        for child in ast.iter_child_nodes(node):
            yield from texts(child)


def arguments() -> Iterator[ast.AST]:
    """Whatever is given as a code: to a kind, to a function that hands it on, by a kind's own
    `super().__init__`.
    """
    places = dict.fromkeys(kinds(), 0)
    for function, place in handed_on():
        places[function.name] = place
        yield from function.args.defaults
    for node in nodes():
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            yield from node.args[places[name] :][:1] if name in places else ()
    for kind in built_on(kinds()):
        for call in ast.walk(kind):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                yield from call.args[:1]


def codes() -> set[str]:
    """Every code that a service may answer with."""
    raised = {text for argument in arguments() for text in texts(argument)}
    of_http = {code for status, (code, _) in problems.HTTP_CODES.items() if status < AWAY}
    return {code for code in raised | of_http if CODE.fullmatch(code)}


def said_of_fields() -> Iterator[ast.AST]:
    """What the services say is wrong with a field: in what they raise, and in checks."""
    checks, refusing = ("_fault", "_between", "_too_many"), {*kinds(), "refuse_faults"}
    for node in nodes():
        if isinstance(node, ast.FunctionDef) and node.name.endswith(checks):
            yield from (each for each in ast.walk(node) if isinstance(each, ast.Return))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in refusing:
            dicts = (each for each in node.args if isinstance(each, ast.Dict))
            yield from (value for each in dicts for value in each.values)


def forms() -> set[str]:
    """The names of everything that somebody can fill in."""
    found = {name for path in TEMPLATES.glob("*.html") for name in FIELD.findall(path.read_text())}
    return {first or second for first, second in found} - HIDDEN


def test_codes_are_found_however_they_are_raised() -> None:
    raised_at_once, by_a_kind, handed_on_as_code = "mail_taken", "tie_not_confirmed", "asks_at_cap"

    assert {raised_at_once, by_a_kind, handed_on_as_code, "not_found"} <= codes()


def test_every_refusal_of_a_service_has_a_sentence() -> None:
    assert sorted(codes() - SENTENCES.keys()) == []


def test_no_sentence_is_for_a_refusal_that_no_service_makes() -> None:
    assert sorted(SENTENCES.keys() - codes()) == []


def test_whatever_is_wrong_with_a_field_is_said_in_words_of_the_pages() -> None:
    said = {text for node in said_of_fields() for text in texts(node) if " " in text}
    known = [re.compile(pattern) for pattern, _ in FAULTS]

    assert len(said) > 20
    assert [text for text in said if not any(each.fullmatch(text) for each in known)] == []


def test_every_field_of_a_form_has_a_name() -> None:
    assert len(forms()) > 50
    assert [name for name in sorted(forms()) if label(name) == name.replace("_", " ")] == []
