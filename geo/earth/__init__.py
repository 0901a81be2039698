"""Numbers on the ellipsoid: lengths, areas, crossings. Knows no state and no file."""
