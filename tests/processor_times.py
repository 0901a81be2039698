"""Which tests take the machine's time: ``pytest --processor-times 20`` lists them.

A wall clock tells as much of what else the machine does as of the test, so that the processor time is
counted: of the worker that runs the test and of every process under it, browsers included.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

    from _pytest.terminal import TerminalReporter

TICKS = os.sysconf("SC_CLK_TCK")


def taken_s() -> float:
    """Return the processor time of this process and of all under it, with those that have ended."""
    times: dict[int, int] = {}
    under: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # the name of the program comes second, in brackets, and may hold anything
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # has ended meanwhile
            continue
        times[int(folder.name)] = sum(int(field) for field in fields[11:15])
        under.setdefault(int(fields[1]), []).append(int(folder.name))
    total, ahead = 0, [os.getpid()]
    while ahead:
        process = ahead.pop()
        total += times.get(process, 0)
        ahead += under.get(process, [])
    return total / TICKS


class ProcessorTimes:
    """Counts the stages of each test where it runs, and sums them up where pytest was called."""

    def __init__(self, listed: int) -> None:
        self.listed = listed
        self.stages: Counter[str] = Counter()
        self.files: Counter[str] = Counter()
        self.so_far = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self,
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        now = taken_s()
        # less than before: a browser was closed, whose times go with it
        report.processor_s = max(now - self.so_far, 0.0)  # type: ignore[attr-defined]
        self.so_far = now
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.stages[f"{report.when:<8} {report.nodeid}"] += report.processor_s
        self.files[report.nodeid.partition("::")[0]] += report.processor_s

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        write = terminalreporter.write_line
        terminalreporter.section(f"processor time: {self.stages.total():.0f} s")
        write("The first test of each process counts what was loaded and collected before it.")
        for counted in (self.files, self.stages):
            for name, seconds in counted.most_common(self.listed):
                write(f"{seconds:7.2f} s  {name}")
