"""The site: maps, gallery, data, frontiers and guide in one folder for any static host.

``make site`` builds the maps and the guide, then ``python -m geo.sources.site``
writes the rest into the same folder and follows every link.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.atlas.open_atlas import open_atlas
from geo.atlas.views import views
from geo.export.drawing import svg
from geo.files.writing import write_bytes, write_text
from geo.measures.shift import shift
from geo.page.picture import picture
from geo.sources.datapackage import data_version
from geo.sources.frontiers import frontier_pages
from geo.sources.release import archive_name, release_archive
from geo.sources.web import broken_links, page, table
from geo.text.charts import chart_bytes
from geo.text.figures import shift_sentence

if TYPE_CHECKING:
    from geo.atlas.atlas import Snapshot
    from geo.atlas.views import View
    from geo.measures.shift import Shift

__all__ = ["main", "write_site"]

_ROOT: Final = Path(__file__).resolve().parents[2]


def write_site(out: Path, maps: Path) -> None:
    """Write the site, but for the guide.

    Parameters
    ----------
    out : Path
        The site's folder.
    maps : Path
        Where ``bordershift build`` wrote the pages of the map.
    """
    atlas = open_atlas()
    before, after = atlas.on(atlas.about.before.day), atlas.on(atlas.about.after.day)
    moved, credit = shift(before, after), atlas.about.credits.attribution
    for path in sorted([*maps.glob("*.html"), *maps.glob("*-settlements.js")]):
        write_bytes(out / "maps" / path.name, path.read_bytes())
    write_text(out / ".nojekyll", "")  # or some hosts leave out the folders that begin with an underscore
    body = _gallery(out, before, after, moved)
    write_text(out / "gallery.html", page("gallery.html", "Gallery", body, credit=credit))
    write_text(out / "index.html", page("index.html", atlas.about.title, _start(moved, out), credit=credit))
    write_text(out / "data.html", page("data.html", "Data", _data(out, before), credit=credit))
    for name, text in frontier_pages(atlas):
        write_text(out / name, text)


def _start(moved: Shift, out: Path) -> str:
    about = moved.change.before.atlas.about
    size = (out / "maps" / "index.html").stat().st_size / 1e6
    beside = "".join(
        f' With <a href="maps/{path.name}" download>{path.name}</a> in the same folder its search finds every settlement.'
        for path in sorted((out / "maps").glob("*-settlements.js"))
    )
    whole = next(view for view in views(moved.change.before.atlas) if not view.regions)
    return f"""
<p>{escape(shift_sentence(moved, about))}</p>
<p><a class="first" href="maps/index.html">Open the map</a></p>
<p><a href="maps/{whole.id}.html"><img src="gallery/{whole.id}.svg" alt="{escape(_pictured(whole, moved))}"></a></p>
<h2>For a lesson</h2>
<p>One file is all you need: <a href="maps/index.html" download="border-map.html">save the map</a> ({size:.1f} MB). It opens
by a double click in any browser, with no network, and has the events step by step, the measures and a printed page.{beside}</p>
<h2>For a picture or an article</h2>
<p>The <a href="gallery.html">gallery</a> has the map and the chart as pictures for print; the map itself saves what it shows,
and gives the code that shows it in a page of your own.</p>
<h2>For a map of your own, or research</h2>
<p>The <a href="data.html">data</a> come as layers for GIS and as one archive to be cited, with checksums. The
<a href="guide/guide.html">guide</a> shows the program; the <a href="frontiers/index.html">frontiers</a> say where each line
is known from, how far it may be off, and how to better it.</p>
<p class="soft">{escape(about.note)}</p>
"""


def _pictured(view: View, moved: Shift) -> str:
    """Say in words what a picture of a view shows."""
    rows = [row for row in moved.regions if not view.regions or row.region in view.regions]
    told = "; ".join(f"{row.name} {row.mean_km:.0f} km" for row in rows)
    found = moved.change
    return (
        f"Map: the border on {_day(found.before)} and on {_day(found.after)}, the land between them, and "
        f"how far the border moved west. On average: {told}."
    )


def _day(snapshot: Snapshot) -> str:
    return f"{snapshot.day.day} {snapshot.day:%B %Y}"


def _gallery(out: Path, before: Snapshot, after: Snapshot, moved: Shift) -> str:
    parts = [
        "<p>Pictures for print, as SVG, drawn by the program. Please keep the credit that each of them bears.</p>"
    ]
    for view in views(before.atlas):
        name, title = f"gallery/{view.id}.svg", escape(view.title or before.atlas.about.title)
        write_text(out / name, svg(picture(before, after, view=view)) + "\n")
        parts.append(
            f'<figure><img src="{name}" alt="{escape(_pictured(view, moved))}">'
            f'<figcaption>{title}. <a href="{name}" download aria-label="Save the picture: {title}">Save the picture</a> or '
            f'<a href="maps/{view.id}.html" aria-label="open its map: {title}">open its map</a>.</figcaption></figure>'
        )
    write_bytes(out / "gallery" / "shift.svg", chart_bytes(moved.at_spacing(0.05), [], "svg"))
    total = moved.total
    alt = (
        f"Chart: the net shift on each parallel from {moved.profile.lat.min():.0f}° to {moved.profile.lat.max():.0f}° north, "
        f"with two standard errors. The mean is {total.mean_km:.0f} km, the largest {total.max_km:.0f} km at "
        f"{total.max_lat:.2f}° north."
    )
    parts.append(
        f'<figure><img src="gallery/shift.svg" alt="{escape(alt)}"><figcaption>How far the border moved on each parallel. '
        '<a href="gallery/shift.svg" download>Save the chart</a>.</figcaption></figure>'
    )
    return "\n".join(parts)


def _data(out: Path, before: Snapshot) -> str:
    about = before.atlas.about
    files = {archive_name(): release_archive(_ROOT)}
    for path in sorted((_ROOT / "data" / "shapefiles").glob("*.geojson")):
        files[path.name] = path.read_bytes()
    rows = []
    for name, content in files.items():
        write_bytes(out / "data" / name, content)
        digest = hashlib.sha256(content).hexdigest()
        write_text(out / "data" / f"{name}.sha256", f"{digest}  {name}\n")
        rows.append(
            (
                f'<a href="data/{name}" download>{name}</a>',
                round(len(content) / 1e6, 2),
                f'<a href="data/{name}.sha256"><code>{digest}</code></a>',
            )
        )
    for path in sorted((_ROOT / "data" / "LICENSES").glob("*.txt")):
        write_bytes(out / "data" / "LICENSES" / path.name, path.read_bytes())
    shutil.copyfile(_ROOT / "CITATION.cff", out / "data" / "CITATION.cff")
    shutil.copyfile(_ROOT / "data" / "CHANGELOG.md", out / "data" / "CHANGELOG.md")
    return f"""
<p>The archive holds everything: lines, zones, who held them and when, places, people, sources, licences, the descriptions
<code>datapackage.json</code> and <code>croissant.json</code>, the places as Linked Places (<code>places.jsonld</code>), and
the borders for OpenHistoricalMap (<code>openhistoricalmap.osm</code>). The layers open in QGIS and the like.</p>
{table("Files to take", ("file", "MB", "SHA-256"), rows)}
<h2>How to cite</h2>
<p>{escape(about.credits.citation)}, version {data_version()}.</p>
<p>For programs: <a href="data/CITATION.cff">CITATION.cff</a>. What changed: <a href="data/CHANGELOG.md">changelog</a>.</p>
<h2>Licences</h2>
<p>{escape(about.credits.licence)}: <a href="data/LICENSES/ODbL-1.0.txt">ODbL 1.0</a> for the frontiers and all derived from
them, <a href="data/LICENSES/LGPL-3.0-or-later.txt">LGPL 3 or later</a> for coasts, lakes and rivers,
<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a> for places and towns.</p>
"""


def main() -> int:
    """Write the site; return 1 if a link leads nowhere."""
    parser = argparse.ArgumentParser(prog="python -m geo.sources.site", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("site"), help="the site's folder (site)")
    parser.add_argument("--maps", type=Path, default=Path("maps"), help="the pages of the map (maps)")
    options = parser.parse_args()
    write_site(options.out, options.maps)
    broken = list(broken_links(options.out))
    for sentence in broken:
        sys.stderr.write(f"{sentence}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
