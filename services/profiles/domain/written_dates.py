"""Dates as exports write them: "07 Jun 2022", with the month in one of several languages."""

from __future__ import annotations

from datetime import date

from shared.folding import words

_MONTHS = (
    "jan jän januar januari janvier ene enero gen gennaio janeiro",
    "feb febr februar februari fevrier fevr fev febrero febbraio fevereiro",
    "mar mrz mär märz mars maart mrt marzo março",
    "apr april avril avr abr abril aprile",
    "may mai mei mayo maj mag maggio maio",
    "jun june juni juin junio giu giugno junho",
    "jul july juli juil juillet julio lug luglio julho",
    "aug august augustus augusti aout ago agosto",
    "sep sept september septembre septiembre set settembre setembro",
    "oct okt october oktober octobre octubre ott ottobre out outubro",
    "nov november novembre noviembre novembro",
    "dec dez déc dic december dezember decembre diciembre dicembre dezembro",
)
MONTH_BY_WORD = {
    word: number
    for number, names in enumerate(_MONTHS, start=1)
    for word in (*words(names), str(number).zfill(2))
}
_PARTICLES = {"de", "di"}


def written_date(text: str) -> date | None:
    """Day, month, year in that order, or ISO 8601; None where it is neither.

    Dates of figures alone are read as ISO only: 03/04/2022 means two days.
    """
    parts = [word for word in words(text.replace(".", " ")) if word not in _PARTICLES]
    if len(parts) != 3:
        return None
    if parts[0].isdecimal() and len(parts[0]) == 4:
        return _date(parts[0], parts[1], parts[2])
    return None if parts[1].isdecimal() else _date(parts[2], parts[1], parts[0])


def _date(year: str, month: str, day: str) -> date | None:
    number = MONTH_BY_WORD.get(month)
    if number is None or len(year) != 4 or not (year + day).isdecimal():
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
