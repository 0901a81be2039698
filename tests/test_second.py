"""What a second process makes is what would have been made in this one, whatever befalls it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from geo.claims.assess import assess_claims
from geo.cli.second import CLAIMS, LAYERS, Second

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas.atlas import Atlas, Snapshot


def opened(toy: Atlas) -> tuple[Atlas, Snapshot, Snapshot]:
    return toy, toy.on(toy.about.before.day), toy.on(toy.about.after.day)


def layers(toy: Atlas, *, here: bool) -> Mapping[str, bytes]:
    """Make the toy's layers: here, or fail where they are not made by the other process."""

    def only_there() -> tuple[Atlas, Snapshot, Snapshot]:
        raise AssertionError

    days = toy.about.before.day, toy.about.after.day
    with Second([LAYERS], days, toy.folder) as second:
        return second.files(LAYERS, (lambda: opened(toy)) if here else only_there)


def test_it_makes_the_same(toy: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    there = layers(toy, here=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.delattr(subprocess, "Popen")  # one processor: no other process
    assert there == layers(toy, here=True)
    assert len(there) > 1


def test_what_it_derives_comes_under_its_name(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    days = atlas.about.before.day, atlas.about.after.day
    with Second([CLAIMS], days, None) as second:
        assert second.derived("claims of others") is None
        found = second.derived("claims")
        assert repr(found) == repr(atlas.derive("claims", assess_claims))  # NaN is not itself
    with Second([LAYERS], days, None) as second:
        assert second.derived("claims") is None  # nobody asked it for them


@pytest.mark.parametrize("program", ["", "no-such-program"])
def test_without_it_all_is_made_here(program: str, toy: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(AssertionError):
        layers(toy, here=False)


def test_where_it_fails_the_fault_is_said_here(toy: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    days = toy.about.before.day, toy.about.after.day
    with Second([LAYERS], days, toy.folder / "no such folder") as second:
        assert second.files(LAYERS, lambda: opened(toy))
    with Second([LAYERS], days, toy.folder):
        pass  # what is not asked for is not waited for
