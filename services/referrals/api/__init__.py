"""The HTTP API of referrals."""

from collections.abc import Sequence

from services.referrals.api import (
    answer_links,
    chains,
    credit,
    introductions,
    paths,
    referrals,
    share_links,
    stages,
)
from shared.web.blueprint import Blueprint


def blueprints() -> Sequence[Blueprint]:
    """Everything that referrals answers."""
    return (
        paths.blueprint,
        introductions.blueprint,
        answer_links.blueprint,
        referrals.blueprint,
        credit.blueprint,
        chains.blueprint,
        stages.blueprint,
        share_links.blueprint,
    )
