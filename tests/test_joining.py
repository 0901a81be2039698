"""The page's modules as one script: in the order of their imports, and refused where they cannot be joined."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import geo.page
from geo.errors import DataError
from geo.page.joining import join_modules

ASSETS = Path(geo.page.__file__).parent / "assets"


def _write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def _order(code: str) -> list[str]:
    return re.findall(r"\bconst \$(\w+)=\(\(\)=>\{", code)


def test_every_module_of_the_page_is_used_once_after_those_it_imports() -> None:
    plain = {"early"}  # the page carries it as it is, before all else
    page, beside = (_order(join_modules(ASSETS, first)) for first in ("main", "settlements"))
    assert {*page, *beside} == {path.stem for path in ASSETS.glob("*.js")} - plain
    assert {"settlements", "spelling", "hints", "alike"}.isdisjoint(page)  # they come with the settlements
    for order in (page, beside):
        assert len(set(order)) == len(order)
        for name in order:
            text = (ASSETS / f"{name}.js").read_text(encoding="utf-8")
            for other in re.findall(r"(?m)^import .* from '\./(\w+)\.js'", text):
                assert order.index(other) < order.index(name)


def test_no_module_is_long() -> None:
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in ASSETS.glob("*.js")}
    assert max(lines.values()) < 400, lines


def test_two_modules_may_use_one_name(tmp_path: Path) -> None:
    code = join_modules(
        _write(
            tmp_path,
            a="const size = 1;\nexport const one = () => size;\n",
            b="const size = 2;\nexport const two = () => size;\n",
            main="import { one } from './a.js';\nimport {\n  two,\n} from './b.js';\n"
            "export const sum = one() + two();\n",
        ),
        "main",
    )
    assert _order(code) == ["a", "b", "main"]
    assert "const{two}=$b;" in code
    assert code.endswith("return{sum};})();")


def test_comments_are_left_out_and_what_looks_like_one_in_a_line_is_not(tmp_path: Path) -> None:
    told = "// why\n/**\n * @param {number} x\n */\n"
    text = f"{told}export const f = (x) => 'http:// a' + /** @type {{any}} */ (x); // so\n  // and\n"
    code = join_modules(_write(tmp_path, main=text), "main")
    assert code == "const $main=(()=>{const f=(x)=>'http:// a'+(x);return{f};})();"


def test_spaces_that_mean_something_stay(tmp_path: Path) -> None:
    """Within texts, also in one another, in patterns, about divisions, and between two signs."""
    lines = (
        "const a = ' = ' + \"' + '\" + `a = ${b ? ` ( ${c + ' ; '} ) ` : \"`\"} + `;",
        "const d = a.replace(/ - /g, ' , ').split(/[/ ] = /);",
        "const e = (a - -b) / (c + +d) / 2;",
    )
    code = join_modules(_write(tmp_path, main="\n".join(lines) + "\n"), "main")
    assert code == (
        "const $main=(()=>{const a=' = '+\"' + '\"+`a = ${b ? ` ( ${c + ' ; '} ) ` : \"`\"} + `;"
        "const d=a.replace(/ - /g,' , ').split(/[/ ] = /);const e=(a- -b) / (c+ +d) / 2;return{};})();"
    )


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"main": "import { a } from './a.js';\n"}, "a.js is missing, which main.js needs"),
        ({"other": ""}, "main.js is missing, which the page needs"),
        (
            {
                "main": "import { a } from './a.js';\n",
                "a": "import { b } from './b.js';\n",
                "b": "import {} from './a.js';\n",
            },
            "main > a > b > a",
        ),
        (
            {"main": "import { a, b } from './a.js';\n", "a": "export const a = 1;\n"},
            "imports b, which a.js does not",
        ),
        (
            {"main": "import { a as b } from './a.js';\n", "a": "export const a = 1;\n"},
            "imports a as b, which a.js",
        ),
        ({"main": "import * as a from './a.js';\n", "a": ""}, "import \\* as a"),
        ({"main": "import a from './a.js';\n", "a": ""}, "import a from"),
        ({"main": "import { a } from 'leaflet';\n"}, "from 'leaflet'"),
        ({"main": "export default 1;\n"}, "export default 1"),
        ({"main": "export let a = 1;\n"}, "export let a"),
        ({"main": "const a = 1;\nexport { a };\n"}, "export { a }"),
        ({"main": "export const a = $b;\n"}, "'\\$b'"),
    ],
)
def test_what_cannot_be_joined_is_refused(tmp_path: Path, modules: dict[str, str], said: str) -> None:
    with pytest.raises(DataError, match=said):
        join_modules(_write(tmp_path, **modules), "main")
