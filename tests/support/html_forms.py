"""What a browser without JavaScript makes of a page: its text, its links and its forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"input", "meta", "link", "br", "hr", "img"})
SILENT = frozenset({"script", "style", "title"})
Attributes = dict[str, str]


@dataclass
class Button:
    """What sends a form, and what it adds to it."""

    text: str
    name: str = ""
    value: str = ""


@dataclass
class Form:
    """A form as it was delivered: `fields` is what an untouched one would send."""

    action: str
    method: str
    kind: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


@dataclass
class Document:
    """A page, read."""

    text: str = ""
    forms: list[Form] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, Attributes]] = field(default_factory=list)

    def form_with(self, button: str) -> tuple[Form, Button]:
        """The first form with a button that reads so."""
        for form in self.forms:
            for each in form.buttons:
                if each.text == button:
                    return form, each
        seen = [each.text for form in self.forms for each in form.buttons]
        raise AssertionError(f"no button {button!r} among {seen}")

    def link(self, text: str) -> str:
        """Where the first link that holds this text leads."""
        for address, said in self.links:
            if text in said:
                return address
        raise AssertionError(f"no link {text!r} among {[said for _, said in self.links]}")

    def attributes(self, tag: str) -> Iterator[Attributes]:
        """Those of every element of a kind."""
        return (found for name, found in self.tags if name == tag)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Document()
        self._open: list[str] = []
        self._words: list[str] = []
        self._gathering: dict[str, list[str]] = {}
        self._area = ""
        self._select = ""
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.page.tags.append((tag, found))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            kind = found.get("enctype", "application/x-www-form-urlencoded")
            form = Form(found.get("action", ""), found.get("method", "get").lower(), kind)
            self.page.forms.append(form)
        elif tag == "a":
            self._link, self._gathering["a"] = found.get("href", ""), []
        elif "form" in self._open:
            self._part_of_form(tag, found)

    def _part_of_form(self, tag: str, found: Attributes) -> None:
        form, name = self.page.forms[-1], found.get("name", "")
        if name:
            form.names.add(name)
        chosen = found.get("type") not in ("checkbox", "radio", "file") or "checked" in found
        if tag == "input" and name and chosen:
            form.fields.append((name, found.get("value", "")))
        elif tag == "button":
            form.buttons.append(Button("", name, found.get("value", "")))
            self._gathering["button"] = []
        elif tag == "textarea":
            self._area, self._gathering["textarea"] = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option":
            self._option(form, found)

    def _option(self, form: Form, found: Attributes) -> None:
        taken = any(each == self._select for each, _ in form.fields)
        if "selected" in found or not taken:
            form.fields = [pair for pair in form.fields if pair[0] != self._select]
            form.fields.append((self._select, found.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        said = "".join(self._gathering.pop(tag, []))
        if tag == "a":
            self.page.links.append((self._link, " ".join(said.split())))
        elif tag == "button" and "form" in self._open:
            self.page.forms[-1].buttons[-1].text = " ".join(said.split())
        elif tag == "textarea" and "form" in self._open:
            # The first line break after the tag is no part of the text.
            self.page.forms[-1].fields.append((self._area, said.removeprefix("\n")))
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        for gathered in self._gathering.values():
            gathered.append(data)
        if not SILENT.intersection(self._open):
            self._words.append(data)

    def finished(self) -> Document:
        self.page.text = " ".join(" ".join(self._words).split())
        return self.page


def read_page(html: str) -> Document:
    """The page as somebody reads it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()
