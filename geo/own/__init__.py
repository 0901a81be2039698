"""The same measures on two files of the user's own.

From the bottom: `large_geojson` and `reading` open a file, `gate` judges what
is in it, `compared` is what a comparison finds, `holdings` says what a state
held, `comparison` measures, `overlay` makes an atlas of two layers.
"""
