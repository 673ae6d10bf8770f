"""Hostile text in a field, marked so that it is known again wherever it turns up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from flask import Flask
from playwright.sync_api import Page

from tests.support.form_filling import Field, Form, forms
from tests.support.portal_people import People
from tests.support.portal_places import Place
from tests.support.xss import PRINTABLE

SHORT = 70
"""Characters that a field takes which does not say how many."""
TOGETHER = {
    "topic": {"kind": "advice"},
    "started": {"what": "hire"},
    "currency": {"low": "10", "high": "20"},
}
"""What has to be chosen for what is written to count."""
READ = """() => [
    document.body.innerText,
    ...[...document.querySelectorAll('input, textarea')].map(each => each.value),
    ...[...document.querySelectorAll('details')].map(each => each.textContent),
].join('\\n')"""


def rule_of(app: Flask, form: Form) -> str:
    """What serves the form, whatever it is about."""
    adapter = app.url_map.bind("")
    rule, _ = adapter.match(form.action, method=form.method.upper(), return_rule=True)
    return str(rule.rule)


@dataclass
class Planted:
    """One text in one field: what it was, and whether the form was taken."""

    rule: str
    name: str
    kind: str
    text: str
    status: int
    came_back: bool


@dataclass
class Planting:
    """Writes into every text field of every form that is met, one field at a time.

    `refused` says what is wrong with a page that did not take what was written, once for each
    form; `rules` are all those forms that were met at all.
    """

    people: People
    app: Flask
    planted: list[Planted] = field(default_factory=list)
    refused: Callable[[Page], list[str]] = lambda page: []
    faults: dict[str, list[str]] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)
    _met: set[tuple[str, str]] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def at(self, place: Place) -> None:
        """Every field of every form of that page that was not met on another."""
        page = self.people.of(place.who)
        page.goto(place.address)
        for form in forms(page):
            rule = rule_of(self.app, form)
            self.rules.add(rule)
            for where in form.texts:
                which = (rule, where.name)
                if which not in self._met:
                    self._met.add(which)
                    self._plant(page, place, *which)

    def _plant(self, page: Page, place: Place, rule: str, name: str) -> None:
        page.goto(place.address)
        form, where = next(
            (form, where)
            for form in forms(page)
            for where in form.texts
            if (rule_of(self.app, form), where.name) == (rule, name)
        )
        text = hostile(next(self._numbers), where)
        status = form.send(page, {name: text} | TOGETHER.get(name, {}))
        if status >= 400 and rule not in self.faults:
            self.faults[rule] = self.refused(page)
        came_back = text in page.evaluate(READ)
        self.planted.append(Planted(rule, name, where.kind, text, status, came_back))


def hostile(number: int, where: Field) -> str:
    """A mark, and as many of the corpus as fit, beginning with another for each number."""
    most = where.most if where.most > 0 else (2000 if where.kind == "textarea" else SHORT)
    text = f"x{number}x"
    turned = PRINTABLE[number % len(PRINTABLE) :] + PRINTABLE[: number % len(PRINTABLE)]
    for each in turned:
        if len(text) + 1 + len(each) <= most:
            text += f" {each}"
    return text
