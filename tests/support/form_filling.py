"""Every form of a page as a browser has it: found, filled in with what one likes, and sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

FIND = """() => [...document.forms].map((form, place) => ({
    place,
    action: new URL(form.action).pathname,
    method: form.method,
    fields: [...form.elements]
        .filter(each => each.name && !each.readOnly && (each.localName === 'textarea' ||
            (each.localName === 'input' &&
             ['text', 'search', 'email', 'url', 'tel', 'date', 'file'].includes(each.type))))
        .map(each => ({name: each.name, kind: each.type, most: each.maxLength,
                       digits: each.inputMode === 'numeric'})),
}))"""
FILL = """([place, texts, plain]) => {
    const form = document.forms[place];
    const lacking = each => each.required || each.name === 'place';
    for (const each of form.elements) {
        const text = texts[each.name];
        if (each.type === 'radio') {
            const group = [...form.elements].filter(one => one.name === each.name);
            each.checked = text === undefined
                ? each.checked || !group.some(one => one.checked) : each.value === text;
        } else if (each.localName === 'select' && text === undefined) {
            each.value ||= [...each.options].map(one => one.value).findLast(one => one) ?? '';
        } else if (text !== undefined) {
            if (each.type === 'date') each.type = 'text';
            each.removeAttribute('maxlength');
            each.value = text;
        } else if (!each.value && lacking(each) && each.name in plain && each.type !== 'file') {
            each.value = plain[each.name];
        }
    }
}"""
"""A place is optional by itself, but an opening needs one if it is not remote."""
SEND = """place => {
    const form = document.forms[place];
    const button = form.querySelector('button:not([type=button])');
    if (button?.name) form.append(Object.assign(document.createElement('input'),
        {type: 'hidden', name: button.name, value: button.value}));
    HTMLFormElement.prototype.submit.call(form);
}"""
"""As without scripts: a whole page comes back, whatever would otherwise become of it."""


@dataclass(frozen=True)
class Field:
    """Where one can write. `most`: how many characters it takes, -1 where it does not say."""

    name: str
    kind: str
    most: int
    digits: bool

    @property
    def plain(self) -> str:
        """Something that fits."""
        if self.digits:
            return "2"
        kinds = {"email": "new@mail.example", "url": "https://new.example", "date": "2026-12-01"}
        return kinds.get(self.kind, "Plain words")


@dataclass(frozen=True)
class Form:
    """A form by its place on the page."""

    place: int
    action: str
    method: str
    fields: Sequence[Field]

    @property
    def texts(self) -> Sequence[Field]:
        """The fields to write into."""
        return [each for each in self.fields if each.kind != "file"]

    def send(self, page: Page, texts: Mapping[str, str]) -> int:
        """Write or choose these, write something plain into what else is needed, and send it; the
        status of the page where that leads.
        """
        plain = {each.name: each.plain for each in self.fields}
        page.evaluate(FILL, [self.place, dict(texts), plain])
        with page.expect_navigation() as led:
            page.evaluate(SEND, self.place)
        answer = led.value
        return answer.status if answer else 0


def forms(page: Page) -> list[Form]:
    """All of them."""
    return [
        Form(
            found["place"],
            found["action"],
            found["method"],
            tuple(Field(**field) for field in found["fields"]),
        )
        for found in page.evaluate(FIND)
    ]
