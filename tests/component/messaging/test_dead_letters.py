"""Dead letters: nothing set aside is lost, and all of it can be put through again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shared.contracts.profiles import TieEnded
from shared.errors import Conflict, NotFound
from shared.messaging import dead_letters
from shared.messaging.dead_letters import DeadLetter
from shared.storage.unit_of_work import UnitOfWork
from tests.support.mailroom import NOON, Mailroom, count_subject
from tests.support.messages import message, poison


class Repairable:
    """A reaction that fails until somebody repairs it."""

    def __init__(self) -> None:
        self.broken = True

    def react(self, event: TieEnded, uow: UnitOfWork) -> None:
        count_subject(event, uow)
        if self.broken:
            raise KeyError("a name that must not be told")


@pytest.fixture
def code() -> Repairable:
    return Repairable()


@pytest.fixture
def replay(mailroom: Mailroom, code: Repairable) -> Callable[[UUID], int]:
    """Replays one letter through the code as it is by then."""
    return mailroom.dead_letters(mailroom.group({TieEnded: code.react})).replay


def set_aside(mailroom: Mailroom, code: Repairable) -> list[DeadLetter]:
    mailroom.consumer(mailroom.group({TieEnded: code.react})).step()
    return mailroom.dead_letters().list()


def test_a_repaired_reaction_takes_in_what_was_set_aside(
    mailroom: Mailroom, code: Repairable, replay: Callable[[UUID], int]
) -> None:
    mailroom.publish(message(1))
    [letter] = set_aside(mailroom, code)
    code.broken = False

    assert replay(letter.id) == 1
    assert mailroom.effects() == {(1, 1): 1}
    assert mailroom.dead_letters().list() == []
    assert mailroom.dead_letters().get(letter.id).replayed_at == NOON


def test_a_replay_that_fails_again_says_so_and_changes_nothing(
    mailroom: Mailroom, code: Repairable, replay: Callable[[UUID], int]
) -> None:
    mailroom.publish(message(1))
    [letter] = set_aside(mailroom, code)

    with pytest.raises(Conflict, match="KeyError in react") as refusal:
        replay(letter.id)

    assert refusal.value.code == "dead_letter_fails"
    assert mailroom.effects() == {}
    assert mailroom.dead_letters().list() == [letter]


def test_a_message_against_its_contract_fails_again_with_its_reason(
    mailroom: Mailroom, code: Repairable, replay: Callable[[UUID], int]
) -> None:
    mailroom.publish(poison(1))
    [letter] = set_aside(mailroom, code)

    with pytest.raises(Conflict, match="breaks"):
        replay(letter.id)


def test_reasons_never_quote_what_an_error_says(mailroom: Mailroom, code: Repairable) -> None:
    mailroom.publish(message(1))

    [letter] = set_aside(mailroom, code)

    assert "must not be told" not in letter.reason


def test_what_was_replayed_cannot_be_replayed(
    mailroom: Mailroom, code: Repairable, replay: Callable[[UUID], int]
) -> None:
    mailroom.publish(message(1))
    [letter] = set_aside(mailroom, code)
    code.broken = False
    replay(letter.id)

    with pytest.raises(Conflict) as refusal:
        replay(letter.id)

    assert refusal.value.code == "dead_letter_replayed"
    assert mailroom.effects() == {(1, 1): 1}


def test_there_is_no_letter_by_an_id_never_given(replay: Callable[[UUID], int]) -> None:
    with pytest.raises(NotFound) as refusal:
        replay(uuid4())

    assert refusal.value.code == "dead_letter_not_found"


def test_a_letter_to_a_group_that_is_gone_stays(mailroom: Mailroom, code: Repairable) -> None:
    mailroom.publish(message(1))
    [letter] = set_aside(mailroom, code)
    empty = dead_letters.DeadLetters(mailroom.referrals, [], mailroom.clock)

    with pytest.raises(Conflict) as refusal:
        empty.replay(letter.id)

    assert refusal.value.code == "dead_letter_group_gone"


def test_replaying_a_fact_that_was_overtaken_changes_nothing(
    mailroom: Mailroom, code: Repairable, replay: Callable[[UUID], int]
) -> None:
    mailroom.publish(message(1, 1))
    [letter] = set_aside(mailroom, code)
    code.broken = False
    mailroom.referrals_log.close()
    mailroom.publish(message(1, 2))
    mailroom.consumer().step()

    replay(letter.id)

    assert mailroom.effects() == {(1, 2): 1}


def test_replaying_missing_history_replays_what_waited_for_it_in_order(
    mailroom: Mailroom,
    code: Repairable,
    replay: Callable[[UUID], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TieEnded, "KIND", "history")
    mailroom.publish(message(1, 1), message(1, 2), message(1, 3), message(2, 1))
    letters = set_aside(mailroom, code)
    assert [letter.message.headers["ce_sequence"] for letter in letters] == ["1", "2", "3", "1"]
    code.broken = False

    with pytest.raises(Conflict) as refusal:
        replay(letters[1].id)
    assert refusal.value.code == "dead_letter_waits"

    assert replay(letters[0].id) == 3
    assert mailroom.effects() == {(1, 1): 1, (1, 2): 1, (1, 3): 1}


def test_a_replay_leaves_what_was_set_aside_before_alone(
    mailroom: Mailroom, code: Repairable, replay: Callable[[UUID], int]
) -> None:
    mailroom.publish(message(1, 1), message(1, 2))
    first, second = set_aside(mailroom, code)
    code.broken = False

    assert replay(second.id) == 1
    assert mailroom.dead_letters().list() == [first]


def test_a_record_delivered_again_is_set_aside_once(mailroom: Mailroom, code: Repairable) -> None:
    mailroom.publish(poison(1))
    set_aside(mailroom, code)
    mailroom.referrals_log.close()
    again = mailroom.referrals_log.subscribe("referrals.store", ["profiles.ties"])
    again.rewind()
    again.close()

    assert len(set_aside(mailroom, code)) == 1


def test_letters_are_listed_a_page_at_a_time(mailroom: Mailroom, code: Repairable) -> None:
    mailroom.publish(*(poison(subject) for subject in range(1, 6)))
    everything = set_aside(mailroom, code)
    letters = mailroom.dead_letters()

    first = letters.list(limit=2)
    second = letters.list(after=first[-1].id, limit=2)

    assert [*first, *second] == everything[:4]


def test_only_letters_replayed_long_ago_are_forgotten(
    mailroom: Mailroom, code: Repairable, replay: Callable[[UUID], int]
) -> None:
    mailroom.publish(message(1), poison(2))
    letter, waiting = set_aside(mailroom, code)
    code.broken = False
    replay(letter.id)

    with mailroom.referrals.write() as connection:
        assert dead_letters.prune(connection, NOON) == 0
        assert dead_letters.prune(connection, NOON + timedelta(seconds=1)) == 1
    assert mailroom.dead_letters().list() == [waiting]
