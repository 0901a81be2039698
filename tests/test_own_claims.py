"""Claims that somebody wrote down for themselves."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from asking import here

from geo.claims.assess import assess_claims

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas

HEADS = "claim;says;measure;scope;from;to;low;high;unit;rule;upheld_at;partly_at"
OWN = (
    "km;Karelia: 100 km.;shift;karelia;23.8.1939;14 March 1940;90;110;km;mean_within;0.5;0.1",
    "far;Leningrad lay 32 km off.;foreign_land;Leningrad;1939-08-23;1939-08-23;31;33;km;within_errors;;0.2",
)


def test_claims_of_ones_own_need_only_what_must_be_filled(atlas: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join((HEADS, *OWN)), encoding="utf-8")
    told = {claim.claim: claim for claim in assess_claims(atlas, table=path)}
    assert {name: claim.verdict for name, claim in told.items()} == {
        "km": "partly upheld",
        "far": "partly upheld",
    }
    assert all(claim.why == f"{claim.measured}." for claim in told.values())
    assert here("claims", "--table", str(path)).stdout.startswith("Claims of mine.csv, measured\n")
    run = here("claims", "--table", str(path), "--format", "csv")
    assert [row["claim"] for row in csv.DictReader(io.StringIO(run.stdout))] == list(told)


def test_what_claims_of_ones_own_name_may_be_written_as_people_do(atlas: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    river = "r;x;along_rivers;PRUT;Bessarabien;rumania;1939-08-23;1941-06-21;0.5;1;share;at_least;0.5;0.1"
    heads = HEADS.replace("scope;", "scope;region;neighbour;")
    rows = [row.replace(";23.8", ";;;23.8").replace(";1939-08-23;", ";;;1939-08-23;", 1) for row in OWN]
    told = []
    for old, new in (("", ""), ("karelia", "Karelien"), (";Leningrad;", ";LENINGRAD;")):
        rows = [row.replace(old, new) if old else row for row in rows]
        path.write_text("\n".join((heads, *rows, river)), encoding="utf-8")
        told.append([claim.value for claim in assess_claims(atlas, table=path)])
    assert told[0] == told[1] == told[2]
    # regions together, as `measure` takes them
    values = []
    for scope in ("Baltic states", "estonia,latvia,lithuania"):
        path.write_text(
            "\n".join((HEADS, OWN[0].replace("karelia", scope).replace("14 March 1940", "1941-06-21"))),
            encoding="utf-8",
        )
        values.append([claim.value for claim in assess_claims(atlas, table=path)])
    assert values[0] == values[1]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "holds no claim; give it a row."),
        (
            [OWN[0].replace("karelia", "carelia")],
            "line 2: scope: no region is called 'carelia'; did you mean karelia?",
        ),
        ([OWN[1].replace(";Leningrad;", ";Leningrat;")], "places.csv does not have; did you mean Leningrad"),
        ([OWN[0], OWN[0]], "line 3: a claim is called 'km' above; name it otherwise."),
        ([OWN[0].replace("14 March 1940", "spring")], "line 2: to 'spring' "),
        (
            [OWN[0].replace("14 March 1940", "03/04/1940")],
            "line 2: a day is unclear: '03/04/1940' may be 3 April or 4 March; ",
        ),
        ([OWN[0].replace("90;110", "110;90")], "line 2: high 90 is below low 110; exchange them."),
        ([OWN[0].replace("0.5;0.1", "50;25")], "line 2: upheld_at 50 is no share from 0 to 1, which the rule"),
        ([OWN[1].replace("0.2", "-0.2")], "line 2: partly_at -0.2 is no share from 0 to 1, which the rule"),
    ],
)
def test_what_is_wrong_with_claims_of_ones_own_is_said(rows: list[str], sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("\n".join((HEADS, *rows, "")), encoding="utf-8")
    run = here("claims", "--table", str(path))
    assert (run.returncode, run.stdout) == (2, "")
    assert sentence in run.stderr
