"""The same measures, and the same map, on two files of the user's own.

From the bottom: `geojson` and `reading` open a file, `gate` judges what is in
it, `holdings` says what a state held, `comparison` measures and gives what
`compared` describes, `overlay` makes
an atlas of two layers, `ownmap` maps it.
"""
