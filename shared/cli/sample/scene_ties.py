"""Who knows whom in the prepared scenes, and how well.

Words after the two names: `import` or `group:KEY` say how the tie came about (else by mail);
`keeps1` and `keeps2` that the first or second end keeps it; `well/well` are both own answers,
`-` for none; `mails:SENT/RECEIVED/DAYS` and `meets:COUNT/DAYS` are claims of both ends.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from shared.cli.sample.shapes import Answer, Introduced, SampleMeetings, SampleMessages, SampleTie

_ROWS = """
ada-oyelaran bea-santos import mails:14/16/200
ada-oyelaran cai-moreau group:feup-2018
ada-oyelaran dita-kovac import
ada-oyelaran emeka-falk import keeps2 mails:4/3/90
ada-oyelaran filipa-nogueira mails:22/20/30 well/well
ada-oyelaran ines-caldeira meets:5/400
ada-oyelaran joana-meireles meets:9/10 mails:20/18/5
bea-santos rui-calado meets:14/12 mails:30/26/6
bea-santos ines-caldeira keeps1 meets:6/500
bea-santos joao-bettencourt meets:7/20
rui-calado joao-bettencourt meets:6/30
filipa-nogueira ines-caldeira meets:3/600
filipa-nogueira helena-duarte meets:12/25 mails:40/44/9
rui-calado helena-duarte meets:10/70 mails:18/15/60
cai-moreau sofia-lagarto import meets:6/60
cai-moreau helena-duarte keeps2 meets:9/40 mails:25/25/20 well/well
cai-moreau renata-lima group:feup-2018
cai-moreau joao-bettencourt group:feup-2018
renata-lima joao-bettencourt group:feup-2018
gil-peixinho marta-vinhas group:feup-2018
emeka-falk nuno-vilar import
emeka-falk marcelo-antunes import mails:9/12/40
dita-kovac joana-meireles import
joana-meireles tome-anes import
helena-duarte sofia-lagarto meets:8/15
helena-duarte nuno-vilar meets:2/90
helena-duarte duarte-pinho meets:6/30
helena-duarte madalena-reis mails:12/14/20
helena-duarte tome-anes meets:3/45
sofia-lagarto tome-anes meets:4/60
sofia-lagarto madalena-reis
nuno-vilar tome-anes meets:5/35
duarte-pinho madalena-reis
marcelo-antunes yara-simoes meets:11/9
marcelo-antunes dina-costa
yara-simoes dina-costa mails:10/11/12
lidia-sampaio bento-craveiro meets:3/80
lidia-sampaio olga-tavora meets:10/8
bento-craveiro olga-tavora
gil-peixinho bento-craveiro mails:11/9/50
marta-vinhas lidia-sampaio meets:4/120
dita-kovac matej-hribar mails:6/7/150
matej-hribar lenka-vondrova meets:4/200
lenka-vondrova tomas-urban meets:9/260 know/well
tomas-urban zuzana-pilch meets:5/20
noor-haddad tunji-alade mails:12/15/70 well/would_vouch
noor-haddad salma-idrissi meets:3/300
tunji-alade salma-idrissi
pieter-zwart hilde-mertens group:new-in-rotterdam keeps1
pieter-zwart saskia-lindeman meets:7/40 mails:10/13/25
saskia-lindeman joost-ruiter meets:12/7
saskia-lindeman wies-kramer
joost-ruiter wies-kramer mails:14/15/10
ingrid-solberg lars-ostby meets:15/21 mails:33/29/14
ingrid-solberg kari-nesheim meets:20/4
ingrid-solberg even-roald meets:9/90
ingrid-solberg tiril-haaland
ingrid-solberg aksel-brekke meets:18/6
ingrid-solberg gunnar-lie mails:25/22/60 meets:12/120
ingrid-solberg pernille-dahl meets:5/130
pernille-dahl kari-nesheim mails:5/4/200
ingrid-solberg oda-fjelde import mails:5/6/160
lars-ostby kari-nesheim meets:6/150
lars-ostby even-roald meets:7/60
lars-ostby gunnar-lie meets:4/380
kari-nesheim even-roald meets:8/100
kari-nesheim aksel-brekke meets:16/9
kari-nesheim tiril-haaland
even-roald aksel-brekke meets:4/300
tiril-haaland aksel-brekke mails:15/13/30
lars-ostby mette-hagen meets:11/18 mails:21/20/11
kari-nesheim sindre-kvam mails:8/8/45
even-roald mette-hagen meets:3/220
aksel-brekke mette-hagen meets:5/75
gunnar-lie mette-hagen meets:13/50 mails:28/26/40
oda-fjelde sindre-kvam meets:4/110
mette-hagen sindre-kvam meets:12/8
mette-hagen live-tangen
sindre-kvam live-tangen
"""


def scene_ties(today: date) -> tuple[SampleTie, ...]:
    """The ties of the prepared scenes, in the order written."""
    return tuple(_tie(row.split(), today) for row in _ROWS.strip().splitlines())


def _tie(words: list[str], today: date) -> SampleTie:
    one, other, *rest = words
    told = {word.partition(":")[0]: word.partition(":")[2] for word in rest}
    answers = next((word.split("/") for word in rest if "/" in word and ":" not in word), None)
    return SampleTie(
        one=one,
        other=other,
        introduced=_introduced(told),
        lend_one="keeps1" not in told,
        lend_other="keeps2" not in told,
        answer_one=_answer(answers, 0),
        answer_other=_answer(answers, 1),
        messages=_messages(told.get("mails"), today),
        meetings=_meetings(told.get("meets"), today),
        listed_both="import" in told,
        group=told.get("group"),
    )


def _introduced(told: dict[str, str]) -> Introduced:
    if "group" in told:
        return "group"
    return "import" if "import" in told else "mail"


def _answer(answers: list[str] | None, end: int) -> Answer | None:
    if answers is None or answers[end] == "-":
        return None
    return cast("Answer", answers[end])


def _messages(claim: str | None, today: date) -> SampleMessages | None:
    if claim is None:
        return None
    sent, received, days = (int(part) for part in claim.split("/"))
    return SampleMessages(sent, received, today - timedelta(days=days))


def _meetings(claim: str | None, today: date) -> SampleMeetings | None:
    if claim is None:
        return None
    count, days = (int(part) for part in claim.split("/"))
    return SampleMeetings(count, today - timedelta(days=days))
