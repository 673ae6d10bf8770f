"""Which domains may stand for an employer. Whoever has mail there counts as verified.

So a domain where anybody can have an address proves nothing and is refused. The list is of the
public providers with the most accounts, and of what their addresses end in around the world.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"(?=.{4,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]{2,63}(?<!-)")

_PUBLIC_PROVIDERS = (
    "126.com 139.com 163.com aim.com alice.it aol.com arcor.de att.net bellsouth.net bigpond.com "
    "bluewin.ch bol.com.br btinternet.com charter.net comcast.net cox.net daum.net duck.com "
    "earthlink.net email.com fastmail.com fastmail.fm foxmail.com free.fr freenet.de gmail.com "
    "gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hanmail.net hey.com hotmail.co.uk "
    "hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it icloud.com inbox.com inbox.lv "
    "interia.pl juno.com laposte.net libero.it list.ru live.co.uk live.com live.de live.fr live.nl "
    "mac.com mail.com mail.de mail.ru mailbox.org mailinator.com me.com msn.com naver.com o2.pl "
    "online.no onet.pl orange.fr outlook.com outlook.de outlook.es outlook.fr pm.me posteo.de "
    "proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com "
    "sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.com sky.com sohu.com swissonline.ch "
    "t-online.de talktalk.net telenet.be tiscali.it tuta.com tutanota.com tutanota.de ukr.net "
    "uol.com.br verizon.net virgilio.it virginmedia.com wanadoo.fr web.de wp.pl yahoo.ca "
    "yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.br yahoo.de yahoo.es yahoo.fr "
    "yahoo.it yandex.com yandex.ru yeah.net yopmail.com ymail.com zoho.com"
)
PUBLIC_PROVIDERS = frozenset(_PUBLIC_PROVIDERS.split())


def domain_key(domain: str) -> str:
    """The domain in small letters without a dot at its end."""
    return domain.strip().rstrip(".").lower()


def domain_fault(domain: str) -> str | None:
    """What is wrong with a domain (already a `domain_key`), or None."""
    if not _NAME.fullmatch(domain):
        return f"{domain!r} is not a domain; international ones need their xn-- form."
    if any(domain == public or domain.endswith(f".{public}") for public in PUBLIC_PROVIDERS):
        return f"Anybody can have mail at {domain}, so it cannot stand for an employer."
    return None
