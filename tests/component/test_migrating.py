"""`python -m shared.storage.migrations`: what the containers run before anything else starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.starting import REFUSED
from shared.storage.migrations import main, open_migrated, versions_of


def test_where_the_store_is_may_stand_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    (tmp_path / "url").write_text(f"{url}\n")
    monkeypatch.delenv("STORE_URL", raising=False)
    monkeypatch.setenv("STORE_URL_FILE", str(tmp_path / "url"))

    main("services.postings")

    open_migrated(url, versions_of("services.postings")).close()


def test_a_store_that_is_not_named_is_one_sentence_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("STORE_URL", raising=False)

    with pytest.raises(SystemExit) as ended:
        main("services.postings")

    assert ended.value.code == REFUSED
    assert capsys.readouterr().err.count("STORE_URL") == 1
