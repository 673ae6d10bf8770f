"""Writing what is noted: names come in only now, so that nobody is named who left meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.profiles.domain.composing import Told, digest, letter, news
from services.profiles.domain.note import TIE_PROPOSED, Note
from services.profiles.domain.notices import ANSWERS, page_at, page_of
from services.profiles.domain.person import Person
from services.profiles.domain.rhythm import Pace
from services.profiles.domain.secrets import Secrets
from services.profiles.domain.tie import TieState
from services.profiles.domain.tie_refused import TieNotFound
from services.profiles.mail_ports import Mail
from services.profiles.ports import UnitOfWork
from shared.clock import Clock
from shared.ids import new_id
from shared.storage.contention import until_alone

AT_ONCE = 50

Open = Callable[[], AbstractContextManager[UnitOfWork]]
SignAnswer = Callable[[UUID, UUID, datetime], str]
"""For whom, about which introduction, until when: the statement that a link carries."""


@dataclass(frozen=True)
class Letterhead:
    """What mails hold beside their text. Without addresses they hold no links.

    `ready` is called before a unit is opened in which something may be signed.
    """

    secrets: Secrets
    sign_answer: SignAnswer
    urls: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[], None] = lambda: None

    @property
    def network(self) -> str:
        """Where the portal shows who says that they know the reader."""
        return page_at(self.urls.get("portal", ""), "/network")

    def answer_links(self, note: Note) -> dict[str, str]:
        """A link for each answer that needs no more than one tap."""
        base = self.urls.get("referrals")
        if base is None or note.answer_by is None:
            return {}
        link = self.sign_answer(note.person_id, note.about_id, note.answer_by)
        page = f"{base.rstrip('/')}/v1/answer-links?link={link}&answer="
        return {answer: page + answer for answer in ANSWERS if answer in note.answers}

    def page(self, note: Note) -> str:
        """Where the portal shows what the note is about."""
        return page_of(note.template, note.about_id, self.urls.get("portal", ""))

    def digest_off(self, person: UUID) -> str:
        """Where the weekly mail can be ended."""
        base = self.urls.get("profiles")
        link = self.secrets.digest_link(person)
        return f"{base.rstrip('/')}/v1/weekly-digest/off?link={link}" if base else ""


def write_due(read: Open, write: Open, clock: Clock, letterhead: Letterhead) -> int:
    """Make mails of the notes that are due; of how many people."""
    with read() as uow:
        if not uow.notes.people_due(clock.now(), most=1):
            return 0
    letterhead.ready()
    done = 0
    while True:
        some = until_alone(lambda: _write_some(write, clock, letterhead))
        done += some
        if some < AT_ONCE:
            return done


def _write_some(write: Open, clock: Clock, letterhead: Letterhead) -> int:
    with write() as uow:
        people = uow.notes.people_due(clock.now(), AT_ONCE)
        for person_id in people:
            _Desk(uow.people.get(person_id), uow, clock.now(), letterhead).write()
        return len(people)


class _Desk:
    """Where one person's mails are written."""

    def __init__(
        self, person: Person, uow: UnitOfWork, now: datetime, letterhead: Letterhead
    ) -> None:
        self._person = person
        self._uow = uow
        self._now = now
        self._head = letterhead

    def write(self) -> None:
        settings = self._person.settings
        due: dict[Pace, list[Note]] = {pace: [] for pace in Pace}
        waiting: dict[Pace, list[Note]] = {pace: [] for pace in Pace}
        for known in self._uow.notes.of(self._person.id):
            note = known.timed(settings, self._now)
            (due if note.due_at <= self._now else waiting)[note.pace(settings)].append(note)
        for note in due[Pace.AT_ONCE]:
            self._letter(note)
        for pace, written in ((Pace.SOON, self._news), (Pace.WEEKLY, self._digest)):
            if due[pace]:
                written(due[pace] + waiting.pop(pace))
        for note in (note for notes in waiting.values() for note in notes):
            self._uow.notes.wait(note)

    def _letter(self, note: Note) -> None:
        subject, text = letter(self._told(note))
        self._put([note], subject, text, note.id, good_until=note.answer_by)

    def _news(self, notes: Sequence[Note]) -> None:
        subject, text = news([self._told(note) for note in notes])
        self._put(notes, subject, text, notes[0].id if len(notes) == 1 else new_id())

    def _digest(self, notes: Sequence[Note]) -> None:
        proposers = [name for note in notes for name in self._proposer(note)]
        several = [self._told(note) for note in notes if note.template != TIE_PROPOSED]
        if not (self._person.settings.weekly_digest and (proposers or several)):
            self._uow.notes.told([note.id for note in notes])
            return
        off = self._head.digest_off(self._person.id)
        subject, text = digest(proposers, several, self._head.network, off)
        self._put(notes, subject, text, new_id(), unsubscribe=off)

    def _told(self, note: Note) -> Told:
        known = self._uow.people.names(note.people)
        names = tuple(known[each][0] for each in note.people if each in known)
        by = self._person.settings.rhythm.told(note.answer_by) if note.answer_by else ""
        links = self._head.answer_links(note) if note.answers else None
        return Told(note.template, names, by, links, self._head.page(note))

    def _proposer(self, note: Note) -> list[str]:
        """The name of whoever still says that they know the reader; none if it was answered."""
        if note.template != TIE_PROPOSED:
            return []
        try:
            tie = self._uow.ties.get(note.about_id)
        except TieNotFound:
            return []
        waits = tie.state is TieState.PROPOSED and tie.proposed_by in note.people
        return [name for name, _ in self._uow.people.names(note.people).values()] if waits else []

    def _put(
        self,
        notes: Sequence[Note],
        subject: str,
        text: str,
        mail_id: UUID,
        good_until: datetime | None = None,
        unsubscribe: str = "",
    ) -> None:
        about = {note.about_id for note in notes}
        thread = self._head.secrets.thread(self._person.id, min(about)) if len(about) == 1 else ""
        self._uow.mails.put(
            Mail(
                id=mail_id,
                recipient=self._person.mails[0],
                subject=subject,
                body=text,
                written_at=self._now,
                person_id=self._person.id,
                good_until=good_until,
                thread="" if unsubscribe else thread,
                unsubscribe=unsubscribe,
            )
        )
        self._uow.notes.told([note.id for note in notes])
