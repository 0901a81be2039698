"""The page in each language that there is a catalogue of: whole, in its own words, with the same facts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from asking import ask, one_sentence
from browsing import MODES, SIZES, Tabs

import geo
from geo.atlas.bundled import data_folder
from geo.atlas.languages import ENGLISH, Language, Said, language_of, languages, read_language
from geo.atlas.views import views
from geo.errors import DataError, UnknownNameError
from geo.measures.change import change
from geo.page.packing import bytes_of, letters_of
from geo.page.wording import page_words, title
from geo.page.words import fill, read_words
from geo.sources import catalogue
from geo.sources.catalogue import atlas_texts, brought_up, missing, page_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser

    from geo.atlas.atlas import Atlas, Snapshot

OTHERS = languages(data_folder())[1:]
HABITS = ("de", "fi", "pl", "uk")
"""Of different habits: what stands between thousands, and for the sides of the world."""
PARTS = ("north", "baltics", "belarus", "ukraine", "bessarabia")
TABS = ("legend", "figures", "story", "claims", "share")
SAID = """
const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
while (walker.nextNode()) {
  const node = walker.currentNode;
  const away = 'script, style, noscript, #bs-lang';
  if (node instanceof Text && !node.parentElement.closest(away)) found.push(node.data.trim());
  const named = node instanceof Element ? ['aria-label', 'title', 'placeholder'] : [];
  for (const name of named) found.push(node.getAttribute(name) ?? '');
}
return found.filter(Boolean);
"""
CUT = """
const kinds = 'button, label, summary, th, h1, h2, select, .bs-day, .bs-news, #bs-legend li';
const seen = [...document.querySelectorAll(kinds)].filter((el) => el.checkVisibility() && el.clientWidth > 2);
const cut = seen.filter((el) => el.scrollWidth > el.clientWidth + 1);
const wide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
return [...wide, ...cut.map((el) => `${el.id || el.tagName}: ${el.textContent.trim()}`)];
"""
HEADED = f"""
const tried = () => {{ {CUT} }}, heading = document.querySelector('h1');
return given.flatMap((text) => {{ heading.textContent = text; return tried(); }});
"""
"""The heading of each other page, tried out on this one: all else is the same, or breaks where it must."""


def each_text(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from each_text(part)


def is_sentence(text: str) -> bool:
    """Whether a text is more than a name, a number or what is filled in."""
    words = re.findall(r"\b[a-z]{3,}\b", re.sub(r"[{<].*?[}>]", " ", text))
    return len(words) > 1


@pytest.mark.parametrize("tag", OTHERS)
def test_a_catalogue_is_whole_and_none_of_it_is_english(atlas: Atlas, tag: str) -> None:
    assert missing(atlas, tag) == []
    told = read_language(atlas.folder, tag)
    assert [text for text, said in told.texts.items() if said == text and is_sentence(text)] == []
    english, own = list(each_text(page_texts())), list(each_text(dict(told.page)))
    assert len(english) == len(own)
    assert [said for text, said in zip(english, own, strict=True) if said == text and is_sentence(text)] == []
    for text, said in (*told.texts.items(), *zip(english, own, strict=True)):
        # spaces at the ends, where a text joins others
        assert (text[:1] == " ", text[-1:] == " ") == (said[:1] == " ", said[-1:] == " "), said
        assert "  " not in said


def test_a_twelfth_is_told_what_it_lacks(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    made = brought_up(atlas, "sv")
    told = {**made["told"], "yes": "5 %"}
    page = {name: text for name, text in made["page"].items() if name != "search"}
    swedish = Language(
        "sv", made["name"], texts=made["texts"], states=made["states"], page=page, told=told, percent="{n}%"
    )
    monkeypatch.setattr(catalogue, "read_language", lambda *_: swedish)
    faults = missing(atlas, "sv")
    assert faults[0] == "name is 'English', which is another language's"
    assert "page lacks 'search'" in faults
    assert "told has 'yes' with '5 %', not as in '{n}%'" in faults
    assert "told has 'Who gained from whom' in English" in faults
    assert "texts has 'The USSR annexes Latvia' in English" in faults


@pytest.fixture(scope="module")
def english(atlas: Atlas) -> dict[str, set[str]]:
    """By language: the texts that are something else in it."""
    texts = [*each_text(page_texts()), *filter(is_sentence, atlas_texts(atlas))]  # the others are names
    found = {}
    for tag in OTHERS:
        told = language_of(atlas.folder, tag)
        said = {*told.texts.values(), *each_text(dict(told.page))}
        found[tag] = {text for text in texts if text not in said and len(text) > 2}
    return found


@pytest.fixture(scope="module")
def headings(before: Snapshot, after: Snapshot) -> dict[str, list[str]]:
    """By language: the headings of the pages of the parts, none of which is the English one."""
    found, english = change(before, after), page_words(change(before, after))
    told = {}
    for tag in OTHERS:
        language = language_of(before.atlas.folder, tag)
        words = page_words(found, None, language)
        told[tag] = [title(words, found, view, language) for view in views(before.atlas) if view.regions]
        assert len(told[tag]) == len(PARTS)
        assert not {title(english, found, view) for view in views(before.atlas)} & {*told[tag]}
    return told


def at(tabs: Tabs, page: Path, tag: str, size: str) -> Visit:
    visit = tabs.open(f"{page.as_uri()}#lang={tag}", size)
    visit.settle()
    return visit


@pytest.fixture(scope="module")
def speaking(browser: Browser) -> Tabs:
    """A tab that goes from language to language."""
    return Tabs(browser)


@pytest.fixture(scope="module")
def spoken_map(request: pytest.FixtureRequest, speaking: Tabs, pages: Path) -> Visit:
    """The map of the whole border in a language; tests that ask for one stand together."""
    return at(speaking, pages / "index.html", request.param, "desktop")


@pytest.fixture
def spoken(spoken_map: Visit) -> Visit:
    spoken_map.page.bring_to_front()
    spoken_map.page.set_viewport_size(SIZES["desktop"])
    spoken_map.as_opened()
    return spoken_map


@pytest.mark.browser
@pytest.mark.parametrize("spoken_map", OTHERS, indirect=True)
def test_nothing_is_left_in_english_and_nothing_is_cut(
    spoken: Visit, english: dict[str, set[str]], headings: dict[str, list[str]]
) -> None:
    visit = spoken
    tag = visit.page.evaluate("document.documentElement.lang")
    assert visit.address.endswith(f"#lang={tag}")
    assert visit.page.evaluate("[document.documentElement.lang, document.documentElement.dataset.say]") == [
        tag,
        None,
    ]
    left: set[str] = set()
    for mode in MODES:
        visit.mode(mode)
        assert visit.ask(CUT) == []
        left |= english[tag] & set(visit.ask(SAID))
    visit.undrawn()  # what follows is said in boxes
    for tab in TABS:
        visit.tab(tab)
        assert visit.ask(CUT) == []
    assert visit.ask(HEADED, *headings[tag]) == []
    visit.ask("bs.card.ask(53.13, 23.16); await bs.settled();")
    left |= english[tag] & set(visit.ask(SAID))
    assert left == set()
    # on a phone there is less room for long words
    visit.ask("bs.card.close();")
    visit.page.set_viewport_size(SIZES["phone"])
    visit.settle()
    assert visit.ask(CUT) == []
    for tab in TABS:
        visit.tab(tab)
        assert visit.ask(CUT) == []
    assert visit.ask(HEADED, *headings[tag]) == []
    assert visit.said == []


@pytest.mark.browser
@pytest.mark.parametrize("tag", OTHERS)
def test_so_it_is_on_the_pages_of_the_parts(
    tabs: Tabs, pages: Path, english: dict[str, set[str]], tag: str
) -> None:
    """A page of each part is opened in two languages; in the others it differs in what is tried out above."""
    turn, again = OTHERS.index(tag) % len(PARTS), OTHERS.index(tag) >= len(PARTS)
    visit = at(tabs, pages / f"{PARTS[turn]}.html", tag, "phone" if again else "desktop")
    visit.open_panel()
    assert visit.ask(CUT) == []
    assert english[tag] & set(visit.ask(SAID)) == set()
    if tag == OTHERS[0]:  # colours, roles and order are the same on each page and in every language
        assert visit.violations() == []
    assert visit.said == []


@pytest.mark.browser
@pytest.mark.parametrize("spoken_map", ["de"], indirect=True)
def test_what_stays_in_its_own_language_is_marked_so(spoken: Visit) -> None:
    visit = spoken
    visit.ask("bs.card.ask(53.13, 23.16); bs.set({day: '1940-01-01'}); await bs.settled();")
    visit.ask("bs.card.box.querySelector('details').open = true;")
    marked = visit.page.eval_on_selector_all(
        "#bs-card details [lang=en]", "(all) => all.map((el) => el.textContent)"
    )
    assert any(text for text in marked)
    visit.tab("story")
    told = visit.page.eval_on_selector_all(
        "#bs-story-list details", "(all) => all.map((el) => el.querySelector('[lang=en]')?.textContent ?? '')"
    )
    assert told
    assert all(told)


def number_in(language: Language, text: str) -> float:
    """Read a number as a reader of the language does."""
    plain = (
        text.replace(language.group, "").replace("\N{NARROW NO-BREAK SPACE}", "").replace(language.decimal, ".")
    )
    return float(plain.replace("\N{MINUS SIGN}", "-"))


@pytest.mark.browser
@pytest.mark.parametrize("spoken_map", HABITS, indirect=True)
def test_the_facts_are_the_same(spoken: Visit, before: Snapshot, after: Snapshot) -> None:
    visit = spoken
    tag = visit.page.evaluate("document.documentElement.lang")
    language, moved = read_language(data_folder(), tag), geo.shift(before, after)
    visit.tab("figures")
    rows = visit.page.eval_on_selector_all(
        "table.bs-figures tr[data-region]",
        """rows => rows.map((row) =>
        [row.dataset.region, ...Array.from(row.cells).slice(1).map((cell) => cell.innerText)])""",
    )
    told = {row[0]: row[1:] for row in rows}
    for region in (*moved.regions, moved.total):
        area, mean, largest = told[region.region]
        area, _, error = area.partition("±")
        assert number_in(language, area) == round(region.area_km2)
        assert abs(number_in(language, error) - max(region.sigma_area_km2, 1.0)) <= 0.5
        mean, _, error = mean.partition("±")
        assert number_in(language, mean) == round(region.mean_km, 1)
        assert abs(number_in(language, error) - max(region.sigma_mean_km, 0.1)) <= 0.05 + 1e-9
        assert number_in(language, largest) == round(region.max_km, 1)
    visit.ask("bs.card.ask(53.13, 23.16); await bs.settled();")
    answer = before.who(23.16, 53.13)
    said = visit.page.locator("#bs-card").inner_text()
    sigma = f"{answer.sigma_km:.1f}".replace(".", language.decimal)
    assert sigma in said
    assert language.state("Poland") in said
    visit.ask("bs.card.ask(55.17, 24.0); await bs.settled();")  # occupied by another state for a while
    assert language.state("USSR") in visit.page.locator("#bs-card").inner_text()
    assert "USSR" not in visit.page.locator("#bs-card table").first.inner_text()


@pytest.mark.browser
class TestChoice:
    def test_the_address_goes_before_the_readers_wish_and_that_before_english(
        self, browser: Browser, pages: Path
    ) -> None:
        page = (pages / "baltics.html").as_uri()
        context = browser.new_context(locale="pl-PL")
        try:
            tab = context.new_page()
            for address, lang in ((page, "pl"), (f"{page}#lang=en", "en")):
                tab.goto("about:blank")
                tab.goto(address)
                tab.evaluate("window.pageReady.then(() => window.bordershift)")
                assert tab.evaluate("document.documentElement.lang") == lang
                assert tab.locator("#bs-lang").input_value() == lang
        finally:
            context.close()

    def test_another_is_chosen_and_the_view_stays(self, tabs: Tabs, pages: Path) -> None:
        visit = tabs.open(pages / "index.html")
        visit.mode("before")
        visit.open_panel()
        visit.page.locator("#bs-lang").select_option("uk")
        visit.page.locator("html[lang=uk]").wait_for(state="attached")
        assert visit.page.title() == read_language(data_folder(), "uk").says(geo.open_atlas().about.title)
        visit.settle()
        assert "lang=uk" in visit.page.evaluate("location.hash")
        assert visit.ask("return [bs.state.view, bs.state.day]") == ["single", "1939-08-23"]


class TestCatalogues:
    def test_a_page_in_one_language_speaks_that_alone(
        self, toy: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        states = {name: {"": f"{name}-pl", "gen": f"{name}-gen"} for name in toy.holders}
        told: dict[str, Any] = {
            "language": "pl", "name": "polski", "decimal": ",", "group": ".", "page": {}, "states": states,
            "texts": {"The Middle": "Środek"},
        }  # fmt: skip
        folder = tmp_path / "data"
        folder.mkdir()
        for part in toy.folder.iterdir():
            (folder / part.name).symlink_to(part)
        (folder / "languages").mkdir()
        path = folder / "languages" / "pl.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        out = tmp_path / "map.html"
        run = ask(["map", "--data", str(folder), "--lang", "pl", "-o", str(out), "-q"], capsys)
        assert run == (0, "", "")
        text = out.read_text(encoding="utf-8")
        assert '<html lang="pl">' in text
        # a state of which the case is not told goes by its name, and is never left to be filled in
        path.write_text(json.dumps({**told, "states": {}}), encoding="utf-8")
        words = page_words(
            change(*map(geo.open_atlas(folder).on, ("1939-08-23", "1941-06-22"))),
            None,
            language_of(folder, "pl"),
        )
        assert words["legend_still"].count("Eastland") + words["legend_still"].count("Westland") == 1
        assert not [text for text in each_text(words) if "<state" in text]
        path.write_text(json.dumps(told), encoding="utf-8")
        assert 'id="bs-languages"' not in text
        status, _, err = ask(["map", "--data", str(folder), "--lang", "fi", "-o", str(out)], capsys)
        assert status == 2
        assert "there are no texts in 'fi'; choose from en, pl." in one_sentence(err)
        path.write_text(json.dumps({**told, "texts": {"The Middle": 3}}), encoding="utf-8")
        with pytest.raises(DataError, match=r"pl\.json is no catalogue of a language"):
            read_language(folder, "pl")
        path.write_text(json.dumps({**told, "more": {}}), encoding="utf-8")
        with pytest.raises(DataError, match="another member, or lacks one: more"):
            read_language(folder, "pl")
        with pytest.raises(UnknownNameError, match=r"no texts in '\.\./x'"):
            read_language(folder, "../x")

    def test_a_filled_sentence_is_filled_anew(self) -> None:
        said = Said.fill(
            "{km} km to {state}; {then}", km="1,234.5", state="Poland", then=Said.fill("in {year}", year=1939)
        )
        assert said == "1,234.5 km to Poland; in 1939"
        texts = {"{km} km to {state}; {then}": "do {state}: {km} km; {then}", "in {year}": "w {year}"}
        polish = Language("pl", "polski", ",", "\xa0", texts=texts, states={"Poland": {"": "Polska"}})
        assert polish.says(said) == "do Polska: 1\xa0234,5 km; w 1939"
        assert ENGLISH.says(said) == str(said)

    def test_words_of_a_language_give_way_to_those_of_the_author(self) -> None:
        assert read_words(lang="pl")["total"] != read_words()["total"]
        assert read_words({"total": "Suma"}, "pl-PL")["total"] == "Suma"
        assert fill("{a}", {"a": 1}) == "1"


@pytest.mark.parametrize("length", range(28))
def test_bytes_are_read_back_from_letters(length: int) -> None:
    contents: Iterable[bytes] = (bytes(length), bytes([255]) * length, bytes(range(7, 7 + length)))
    for content in contents:
        assert bytes_of(letters_of(content)) == content
