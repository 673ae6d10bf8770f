"""Names while they cannot be looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.portal.language import gettext


class Unnamed(Mapping[str, str]):
    """Those names that are known; anybody else is somebody, and not said to have left."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def __getitem__(self, person: str) -> str:
        """Raises KeyError for nobody."""
        if not person:
            raise KeyError(person)
        return self._known.get(person, gettext("Somebody"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
