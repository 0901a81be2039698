"""The script that starts a page: it unpacks the code and the data that the page carries, and runs the code.

Leaflet comes first, its style sheet before all others, then what is fetched,
which may need it, then the map, which may need that.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from geo.page.packing import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["loader"]

_SCRIPT: Final = """window.unpacked = (() => {
  const bytesOf = (text) => {
    const letters = %LETTERS, base = letters.length, from = new TextEncoder().encode(text);
    const low = new Int32Array(128), high = new Int32Array(128);
    for (let k = 0; k < base; k++) high[letters.charCodeAt(k)] = base * (low[letters.charCodeAt(k)] = k);
    const bytes = new Uint8Array(Math.floor(((from.length >> 1) * 13) / 8) - (from.length & 1));
    for (let k = 1, at = 0, held = 0, bits = 0; k < from.length; k += 2) {
      held = (held << 13) | (low[from[k - 1]] + high[from[k]]);
      for (bits += 13; bits >= 8; held &= (1 << bits) - 1) bytes[at++] = held >> (bits -= 8);
    }
    return bytes;
  };
  window.inflated = (text) => {
    const gzip = new DecompressionStream("gzip"), writer = gzip.writable.getWriter();
    writer.write(bytesOf(text));
    writer.close();
    return new Response(gzip.readable).arrayBuffer();
  };
  const begun = {};
  return (id) => (begun[id] ??= window.inflated(document.getElementById(id).textContent));
})();
window.pageReady = (async () => {
  const coming = window.unpacked("page-code");
  for (const block of document.querySelectorAll("[data-soon]")) window.unpacked(block.id);
  // what was read is shown before any script runs
  await new Promise((done) => document.addEventListener("DOMContentLoaded", () => setTimeout(done)));
  const text = new TextDecoder().decode(await coming);
  const run = (own) => new Promise((done) => {
    const code = Object.assign(document.createElement("script"), own);
    code.onload = () => done(true);
    code.onerror = () => done(false);
    document.body.append(code);
    if (!own.src) done(true);
  });
  const [css, first, ...then] = text.split("\\0");
  document.head.prepend(Object.assign(document.createElement("style"), { textContent: css }));
  await run({ textContent: first });
  for (const [src, lacking] of %s) {
    if (await run({ src })) continue;
    const note = document.createElement("p");
    note.className = "page-lacks";
    note.setAttribute("role", "alert");
    note.textContent = lacking;
    document.body.append(note);
  }
  await run({ textContent: then.join("\\0") });
})();"""


def loader(scripts: Iterable[tuple[str, str]]) -> str:
    """Return the script that starts a page.

    Parameters
    ----------
    scripts : iterable of tuple of str
        Addresses of scripts that are fetched, and what is said where one
        cannot be.

    Examples
    --------
    >>> "for (const [src, lacking] of [])" in loader([])
    True
    """
    fetched = json.dumps(list(scripts)).replace("<", "\\u003c")
    return _SCRIPT.replace("%LETTERS", json.dumps(LETTERS)).replace("%s", fetched)
