"""`paths solve` takes its files as documented, or names the file, the line and the reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.solving import run

TIES = "from,to,cost,lent\n1,4,40,1\n4,9,47,1\n"
QUERIES = "from,to,avoid_people,avoid_employers\n1,9,,\n"
PEOPLE = "id,available,accepts,employer\n4,1,1,70\n"
ANSWER = '{"from":1,"to":9,"paths":[{"people":[1,4,9],"cost":87}]}\n'
GREATEST = 2**63 - 1


class Files:
    """The three files in a folder, and the command on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: str | bytes) -> Path:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def solve(
        self,
        *options: str,
        ties: str | bytes = TIES,
        queries: str | bytes = QUERIES,
        people: str | bytes | None = None,
    ) -> Result:
        extra = [] if people is None else ["--people", str(self.write("people.csv", people))]
        tie_file, query_file = self.write("ties.csv", ties), self.write("queries.csv", queries)
        return run(tie_file, query_file, *extra, *options)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def refused(result: Result) -> str:
    """What was said on stderr when nothing was answered."""
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def test_one_compact_line_for_each_query_in_order(files: Files) -> None:
    result = files.solve(queries=QUERIES + "4,9,,\n9,1,,\n", people=PEOPLE)

    assert result.exit_code == 0
    assert result.stdout == ANSWER + (
        '{"from":4,"to":9,"paths":[{"people":[4,9],"cost":47}]}\n{"from":9,"to":1,"paths":[]}\n'
    )


@pytest.mark.parametrize("query", ["1,1,,", "1,777,,", "777,9,,", "9,1,,", "777,777,,"])
def test_oneself_the_unknown_and_the_unreachable_have_no_paths(files: Files, query: str) -> None:
    result = files.solve(queries=f"from,to,avoid_people,avoid_employers\n{query}\n")

    assert result.stdout.endswith('"paths":[]}\n')


@pytest.mark.parametrize(
    ("people", "query"),
    [
        ("4,0,1,", "1,9,,"),
        ("9,1,0,", "1,9,,"),
        ("4,1,1,70", "1,9,,70"),
        ("4,1,1,70", "1,9,,5;70;6"),
        ("4,1,1,70", "1,9,4,"),
        ("4,1,1,70", "1,9,3;4,"),
    ],
)
def test_people_and_queries_take_paths_away(files: Files, people: str, query: str) -> None:
    header, question = PEOPLE.splitlines()[0], QUERIES.splitlines()[0]

    result = files.solve(people=f"{header}\n{people}\n", queries=f"{question}\n{query}\n")

    assert result.stdout == '{"from":1,"to":9,"paths":[]}\n'


@pytest.mark.parametrize("people", ["1,0,0,70", "9,0,1,70", "4,1,0,71"])
def test_both_ends_are_exempt_and_whoever_accepts_nothing_introduces(
    files: Files, people: str
) -> None:
    queries = QUERIES.replace("1,9,,", "1,9,1;9,70")

    result = files.solve(people=f"{PEOPLE.splitlines()[0]}\n{people}\n", queries=queries)

    assert result.stdout == ANSWER


@pytest.mark.parametrize("lent", ["0", "1"])
def test_a_link_that_is_not_lent_serves_only_as_first_step(files: Files, lent: str) -> None:
    second = files.solve(ties=f"from,to,cost,lent\n1,4,40,1\n4,9,47,{lent}\n")
    first = files.solve(ties=f"from,to,cost,lent\n1,4,40,{lent}\n4,9,47,1\n")

    assert first.stdout == ANSWER
    assert (second.stdout == ANSWER) is (lent == "1")


def test_columns_are_found_by_name_and_others_passed_over(files: Files) -> None:
    result = files.solve(ties="lent,note,cost,to,from\n1,old friend,40,4,1\n1,\xe9,47,9,4\n")

    assert result.stdout == ANSWER


@pytest.mark.parametrize(
    "ties",
    [
        "\ufeff" + TIES,
        TIES.replace("\n", "\r\n"),
        TIES.rstrip("\n"),
        TIES + "\n",
        TIES.replace("1,4,40,1", '"1","4",040,1'),
    ],
)
def test_what_spreadsheets_do_to_a_file_is_understood(files: Files, ties: str) -> None:
    assert files.solve(ties=ties).stdout == ANSWER


def test_the_greatest_ids_and_the_extreme_costs_are_taken(files: Files) -> None:
    ties = f"from,to,cost,lent\n0,{GREATEST},127,1\n{GREATEST},7,1,1\n"

    result = files.solve(ties=ties, queries=QUERIES.replace("1,9", "0,7"))

    assert f'{{"people":[0,{GREATEST},7],"cost":128}}' in result.stdout


BAD_TIES = {
    "1,1,40,1": "from 1 to itself",
    "4,9,50,1": "given twice",
    "1,5,0,1": "cost",
    "1,5,128,1": "cost",
    "1,5,4.5,1": "cost",
    "1,5,,1": "cost",
    "1,5,40,2": "lent",
    "1,5,40,": "lent",
    "1,5,40,true": "lent",
    "-1,5,40,1": "from",
    "+1,5,40,1": "from",
    " 1,5,40,1": "from",
    "1_0,5,40,1": "from",
    "１,5,40,1": "from",
    "1,x,40,1": "to",
    f"1,{GREATEST + 1},40,1": "to",
    f"1,{'9' * 5000},40,1": "to",
    "1,5,40": "3 fields",
    "1,5,40,1,1": "5 fields",
    '1,"5,40,1': "end of data",
}


@pytest.mark.parametrize("row", BAD_TIES)
def test_a_bad_tie_is_named_by_file_line_and_reason(files: Files, row: str) -> None:
    said = refused(files.solve(ties=f"{TIES}{row}\n"))

    assert "ties.csv, line 4:" in said
    assert BAD_TIES[row] in said


BAD_PEOPLE = ["4,1,1,", "5,2,1,", "5,1,,", "5,1,1,x", "x,1,1,", "5,1,1", "5,1,1,-7"]


@pytest.mark.parametrize("row", BAD_PEOPLE)
def test_a_bad_person_is_named(files: Files, row: str) -> None:
    assert "people.csv, line 3:" in refused(files.solve(people=f"{PEOPLE}{row}\n"))


BAD_QUERIES = ["1,,,", "1,x,,", "1,9,1;;2,", "1,9,;,", "1,9,,7;", "1,9,a,", "1,9,", "1,9,,,"]


@pytest.mark.parametrize("row", BAD_QUERIES)
def test_a_bad_query_is_named_and_no_other_answered(files: Files, row: str) -> None:
    assert "queries.csv, line 3:" in refused(files.solve(queries=f"{QUERIES}{row}\n"))


@pytest.mark.parametrize("header", ["", "from,to,cost", "from,to,cost,Lent", TIES[:17] + ",to"])
def test_a_header_without_its_columns_is_refused(files: Files, header: str) -> None:
    assert "ties.csv, line 1: column" in refused(files.solve(ties=f"{header}\n"))


def test_bytes_that_are_not_text_are_refused_where_they_are(files: Files) -> None:
    said = refused(files.solve(ties=TIES.encode() + b"\xff\xfe,5,40,1\n"))

    assert "ties.csv, line 4: from" in said


@pytest.mark.parametrize(
    "options",
    [
        ["-k", "0"],
        ["-k", "-1"],
        ["-k", "many"],
        ["--max-introducers", "4"],
        ["--max-introducers", "-1"],
        ["--rank", "nearest"],
        ["--alternatives", "all"],
        ["--graph", "neo4j://localhost:7687/No-Name"],
        ["--graph", "embedded"],
        ["--timings", "no/such/folder/timings"],
        ["--people", "no-such-file.csv"],
    ],
)
def test_an_option_that_means_nothing_is_refused(files: Files, options: list[str]) -> None:
    assert refused(files.solve(*options))


def test_a_missing_file_is_refused(files: Files, tmp_path: Path) -> None:
    assert "nowhere.csv" in refused(run(tmp_path / "nowhere.csv", files.write("q.csv", QUERIES)))


def test_one_timing_for_each_query(files: Files, tmp_path: Path) -> None:
    timings = tmp_path / "timings"

    result = files.solve("--timings", str(timings), queries=QUERIES + "4,9,,\n1,9,,\n")

    assert result.stdout.count("\n") == 3
    assert [float(line) > 0 for line in timings.read_text().splitlines()] == [True] * 3


def test_no_queries_are_no_answers(files: Files) -> None:
    result = files.solve(queries="from,to,avoid_people,avoid_employers\n")

    assert (result.exit_code, result.stdout) == (0, "")


def test_it_runs_as_a_program_of_its_own(files: Files) -> None:
    ties, queries = files.write("ties.csv", TIES), files.write("queries.csv", QUERIES)
    command = [sys.executable, "-m", "services.referrals.cli", "solve", str(ties), str(queries)]

    done = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[3]
    )

    assert (done.stdout, done.stderr) == (ANSWER, "")
