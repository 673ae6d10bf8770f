"""Texts of the pages: every one goes through gettext, and the catalogues hold them all, whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from jinja2 import Environment, nodes

from services.portal import texts
from services.portal.language import LANGUAGES, SOURCE, Language, catalogue_of

PORTAL = Path(__file__).parents[2] / "services" / "portal"
TEMPLATES = sorted((PORTAL / "templates").glob("*.html"))
OTHERS = [language for language in LANGUAGES if language is not SOURCE]
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
TAG = re.compile(r"<[^>]+>")
SAID = ("aria-label", "title", "placeholder", "alt")
"""Attributes that people read or hear."""
NAMES = re.compile(r"\b(?:Warmpath|warm|path|OpenAPI|EUR)\b")
"""The same in every language."""
ATTRIBUTES = re.compile(r"""[\w-]+="[^"]*\"""")
"""Of a macro that writes nothing else."""
SIGNS = re.compile(r"^[\W\d_]*$")

each_language = pytest.mark.parametrize("language", OTHERS, ids=lambda each: each.code)
each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)


class Bare(HTMLParser):
    """Gathers what a template says by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SAID and value]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def bare(template: str) -> list[str]:
    """The texts of a template outside gettext: in its HTML, and in what its tags say."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    # What stands within {% trans %} is a text of the catalogue.
    outside = re.sub(r"{%-? *trans\b.*?endtrans *-?%}", "", template, flags=re.DOTALL)
    reader = Bare()
    reader.feed(re.sub(r"{[{%#].*?[}%#]}", "", outside, flags=re.DOTALL))
    said = [*reader.said, *_printed(environment.parse(outside))]
    bared = (ATTRIBUTES.sub("", NAMES.sub("", each)) for each in said)
    return [each.strip() for each in bared if not SIGNS.match(each)]


def _printed(tree: nodes.Template) -> Iterator[str]:
    """Constants that are printed as they are: `"Yes" if lent else "No"`, `m.tick(_, "Yes")`."""
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            yield from _constants(node)


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and _is_said(node.value):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        for branch in (node.expr1, node.expr2):
            if branch is not None:
                yield from _constants(branch)
    elif isinstance(node, nodes.Call) and not _is_gettext(node.node):
        for argument in [*node.args, *(each.value for each in node.kwargs if each.key == "hint")]:
            yield from _constants(argument)


def _is_said(text: str) -> bool:
    """Whether it is for people: codes and classes are one word in small letters."""
    return text[:1].isupper() or " " in ATTRIBUTES.sub("", text).strip()


def _is_gettext(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name in ("_", "gettext", "ngettext", "pgettext")


@each_template
def test_a_template_says_nothing_outside_gettext(template: Path) -> None:
    assert bare(template.read_text()) == []


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ name }} – 3 · </p>", []),
        ('<p aria-label="Hello">{{ _("Hello") }}</p>', ["Hello"]),
        ('<p>{{ "Not lent" if kept else _("Lent") }}</p>', ["Not lent"]),
        ('{{ m.tick("lend", "Lend it") }}', ["Lend it"]),
        ('{{ m.tick("lend", _("Lend it"), hint="With care") }}', ["With care"]),
        ("{% trans name=name %}Hello <b>{{ name }}</b>{% endtrans %}", []),
    ],
)
def test_a_text_outside_gettext_is_found(template: str, said: list[str]) -> None:
    assert bare(template) == said


@each_language
def test_a_catalogue_is_as_the_texts_are_now(language: Language) -> None:
    assert catalogue_of(language).read_bytes() == texts.updated(language), "run: make texts"


@each_language
def test_a_catalogue_leaves_no_text_untranslated(language: Language) -> None:
    missing = [message.id for message, translation in each_message(language) if not translation]

    assert missing == []


@each_language
def test_no_translation_waits_to_be_looked_at(language: Language) -> None:
    assert [message.id for message in texts.messages(texts.kept(language)) if message.fuzzy] == []


def test_no_text_is_made_of_pieces_or_of_what_is_told() -> None:
    """A placeholder alone is no sentence, and unnamed ones cannot change places."""
    ids = [part for message in texts.messages(texts.found()) for part in _parts(message.id)]

    assert [text for text in ids if not PLACEHOLDER.sub("", text).strip(" .,·:;()")] == []
    assert [text for text in ids if re.search(r"%[sd]|\{\w*\}", text)] == []
    assert [text for text in ids if text != text.strip()] == []


def each_message(language: Language) -> Iterator[tuple[Message, str]]:
    """Every text with each of its translations: two, where there is a plural."""
    for message in texts.messages(texts.kept(language)):
        for translation in _parts(message.string):
            yield message, translation


@each_language
def test_a_translation_tells_what_the_text_tells(language: Language) -> None:
    different = {
        str(message.id): translation
        for message, translation in each_message(language)
        if translation and _told(translation) not in [_told(part) for part in _parts(message.id)]
    }

    assert different == {}


@each_language
def test_a_translation_has_the_tags_of_its_text_and_no_quotes_that_end_an_attribute(
    language: Language,
) -> None:
    wrong = {
        translation
        for message, translation in each_message(language)
        if translation
        and (
            sorted(TAG.findall(translation)) != sorted(TAG.findall(_parts(message.id)[0]))
            or re.search(r"[\"<>]", TAG.sub("", translation))
        )
    }

    assert wrong == set()


def _parts(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, (list, tuple)) else (str(said),)


def _told(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))
