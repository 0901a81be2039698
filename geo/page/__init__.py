"""The border map: one page that opens with no network.

From the bottom: `leaflet` and `offline` make a folium map that needs nothing
from outside, `joining` makes one script of the page's modules, `packing` puts
coordinates in few bytes; `wire` declares what travels to the page and `words`
fills in its texts; `ground`, `shores` and `movement` are what it carries of
coasts, territory and figures, `wording` what it says; `mapdata` gathers the
one, `mappage` the other, `sketch` is the picture for where no script runs; and
`border_map` puts it together. Scripts and styles lie in ``assets``.
"""
