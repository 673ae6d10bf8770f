"""What is wrong with a field: the services' words for programs in words for people."""

from __future__ import annotations

from services.portal.language import marked
from services.portal.patterns import Patterns, meant

IS_NEEDED = marked("It is needed.")
IS_EMPTY = marked("It must not be empty.")
AT_MOST = marked("At most %(most)s characters.")
AS_MANY = marked("At most %(most)s.")
BETWEEN = marked("A whole number from %(least)s to %(most)s.")
UNSEEN = marked("It has characters in it that nobody can see.")
ADDRESS = marked("An address that starts with https:// or http://.")
CHOOSE = marked("Choose one of those that are offered.")
CURRENCY = marked("Three letters, such as EUR.")
NUMBER = marked("A whole number.")
FAULTS: Patterns = (
    (
        r"Length must be between 2 and 2\.",
        marked("Countries by name, or by two letters such as DE."),
    ),
    (r"Length must be between 3 and 3\.", CURRENCY),
    (
        r"Length must be between 1 and (?P<most>\d+)\.",
        marked("Write something, at most %(most)s characters."),
    ),
    (
        r"Length must be between (?P<least>\d+) and (?P<most>\d+)\.",
        marked("It needs %(least)s to %(most)s characters."),
    ),
    (r"Longer than maximum length (?P<most>\d+)\.", AT_MOST),
    (r"Shorter than minimum length (?P<least>\d+)\.", marked("At least %(least)s characters.")),
    (r"Missing data for required field\.", IS_NEEDED),
    (r"Field may not be null\.", IS_NEEDED),
    (r"is (?:needed|missing)", IS_NEEDED),
    (r"Not a valid date\.", marked("A day, as in 2026-12-31.")),
    (r"Not a valid (?:integer|number)\.", NUMBER),
    (r"Not a valid URL\.", ADDRESS),
    (r"Not a valid UUID\.", CHOOSE),
    (r"Must be one of: .*\.", CHOOSE),
    (
        r"Must be greater than or equal to (?P<least>-?\d+) and "
        r"less than or equal to (?P<most>\d+)\.",
        BETWEEN,
    ),
    (r"(?:must be between|It must be) (?P<least>\d+) (?:and|to) (?P<most>\d+)\.?", BETWEEN),
    (r"is empty|It must not be empty\.", IS_EMPTY),
    (r"has \d+ characters, at most (?P<most>\d+) are allowed", AT_MOST),
    (r"It may have (?P<most>\d+) characters at most\.", AT_MOST),
    (r"(?P<most>\d+) characters at most\.", AT_MOST),
    (r"(?:has \d+ entries, )?at most (?P<most>\d+) are allowed", AS_MANY),
    (r"There may be (?P<most>\d+) at most\.", AS_MANY),
    (r"holds control characters|It must not hold control characters\.", UNSEEN),
    (r"No control characters, please\.", UNSEEN),
    (r"is not an http or https address", ADDRESS),
    (r"It must be an http or https address without a password\.", ADDRESS),
    (
        r"is not a mail address",
        marked("A mail address has a name, an @ and a domain."),
    ),
    (r"is in the future", marked("It must not lie in the future.")),
    (r"is before (?:started|first_year)", marked("It must not lie before the beginning.")),
    (r"It has passed\.", marked("It is over already.")),
    (r"is not the name of a time zone", marked("A name like Europe/Berlin.")),
    (
        r"must be codes of at most (?P<most>\d+) characters",
        marked("Words of small letters, digits and hyphens, at most %(most)s characters each."),
    ),
    (r"must be days of the week", marked("Days of the week.")),
    (r"needs show_name", marked("Only together with your name.")),
    (r"cannot be used as it is", marked("It is empty or too long, or nobody can see all of it.")),
    (r"line (?P<line>\d+): .*", marked("See line %(line)s.")),
    (r"Not a cursor\.", marked("Start again at the beginning.")),
    (r"Months must rise\.", marked("Each after a longer time than the one before.")),
    (r"The shares must add up to 100\.", marked("All shares together are 100 %%.")),
    (
        r"Name each (?:role|country) once, (?P<most>\d+) at most\.",
        marked("Each of them once, at most %(most)s."),
    ),
    (
        r"A role is a code of small letters and underscores\.",
        marked("Words of small letters and underscores."),
    ),
    (r"An opening has a place or is remote\.", marked("Name a place, or say that it is remote.")),
    (
        r"Not a country code: (?P<codes>.*)\.",
        marked("No such country: %(codes)s. Write its name, or two letters such as DE."),
    ),
    (
        r"It must rise from low to high, between 1 and (?P<most>\d+)\.",
        marked("From the lower to the higher, both more than nothing."),
    ),
    (r"It must be a currency code, such as EUR\.", CURRENCY),
    (r"It must hold a letter or a digit\.", marked("It needs a letter or a digit.")),
    (
        r".* is not a domain; international ones need their xn-- form\.",
        marked("The part of a mail address after the @, such as acme.example."),
    ),
    (
        r"Anybody can have mail at (?P<domain>.*), so it cannot stand for an employer\.",
        marked("Anybody can have mail at %(domain)s, so it cannot stand for an employer."),
    ),
    (
        r"Say in a few sentences what you ask for and why\.",
        marked("Say in a few sentences what you ask for, and why."),
    ),
    (r"Advice is about a topic\.", marked("Say what the conversation is about.")),
    (r"A referral is asked for one opening\.", marked("Choose an opening.")),
    (r"An open ask names an employer\.", marked("Choose an employer.")),
    (r"say whom, by it or by address_hash", marked("Say whom, here or in address_hash.")),
    (r"is none", marked("This stands for nobody.")),
    (r"is no id", marked("This is no id.")),
    (r"is one of (?P<known>.*)", marked("It is one of these: %(known)s.")),
    (r"is a number of working days", marked("It is a number of working days.")),
    (r"is a day as in 2026-12-01", marked("A day, as in 2026-12-31.")),
)


def plainly(said: str) -> str:
    """In words for people."""
    return meant(said, FAULTS)
