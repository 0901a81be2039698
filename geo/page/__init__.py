"""The border map: one page that opens with no network.

From the bottom: `leaflet` and `offline` make a folium map that needs nothing
from outside, `packing` puts coordinates in few bytes, `sketch` is the picture
for where no script runs, `mapdata` is what the page carries, `mappage` its
text, `wording` its words, and `border_map` puts it together. Scripts and styles
lie in ``assets``.
"""
