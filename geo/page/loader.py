"""The script that starts a page: it unpacks the code and the data that the page carries, and runs the code.

Leaflet comes first, its style sheet before all others, then what is fetched,
which may need it, then the map, which may need that.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from geo.page.joining import bare
from geo.page.packing import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["loader"]

_SCRIPT: Final = """window.unpacked = (() => {
  const letters = %LETTERS, base = letters.length, low = new Uint16Array(128), high = new Uint16Array(128);
  for (let k = 0; k < base; k++) high[letters.charCodeAt(k)] = base * (low[letters.charCodeAt(k)] = k);
  const bytesOf = (text) => {
    const from = new TextEncoder().encode(text), pairs = from.length >> 1, whole = pairs & ~7;
    const bytes = new Uint8Array(Math.floor((pairs * 13) / 8) - (from.length & 1));
    // sixteen letters are eight numbers of 13 bits, or thirteen bytes; what a byte has no room for is cut
    let k = 0, at = 0;
    for (; k < 2 * whole && at + 13 <= bytes.length; k += 16, at += 13) {
      const a = low[from[k]] + high[from[k + 1]], b = low[from[k + 2]] + high[from[k + 3]];
      const c = low[from[k + 4]] + high[from[k + 5]], d = low[from[k + 6]] + high[from[k + 7]];
      const e = low[from[k + 8]] + high[from[k + 9]], f = low[from[k + 10]] + high[from[k + 11]];
      const g = low[from[k + 12]] + high[from[k + 13]], h = low[from[k + 14]] + high[from[k + 15]];
      bytes[at] = a >> 5;
      bytes[at + 1] = (a << 3) | (b >> 10);
      bytes[at + 2] = b >> 2;
      bytes[at + 3] = (b << 6) | (c >> 7);
      bytes[at + 4] = (c << 1) | (d >> 12);
      bytes[at + 5] = d >> 4;
      bytes[at + 6] = (d << 4) | (e >> 9);
      bytes[at + 7] = e >> 1;
      bytes[at + 8] = (e << 7) | (f >> 6);
      bytes[at + 9] = (f << 2) | (g >> 11);
      bytes[at + 10] = g >> 3;
      bytes[at + 11] = (g << 5) | (h >> 8);
      bytes[at + 12] = h;
    }
    for (let held = 0, bits = 0; k + 1 < from.length; k += 2) {
      held = (held << 13) | (low[from[k]] + high[from[k + 1]]);
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
    return bare(_SCRIPT).replace("%LETTERS", json.dumps(LETTERS)).replace("%s", fetched)
