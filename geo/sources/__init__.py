"""Rebuild the atlas's lines from pinned packages and tables of located points.

Needed only by those who better the data (``make data``); nothing else in
`geo` imports it, and the packages it reads are the ``data`` extra.

===============  ===========================================================
`packages`       the pinned packages: where they are, that they are the right ones
`osm`            national and provincial borders of today (OpenStreetMap)
`gshhg`          coasts, lakes and rivers (GSHHG)
`course`         follow a line from one place to another
`arcs`           tables of points -> frontier arcs
`land`           the land mask, lakes and rivers
`gazetteer`      settlements to be found by name (GeoNames)
`postal`         those of its postal codes, with an error of each
`exonyms`        names that GeoNames lacks
===============  ===========================================================
"""
