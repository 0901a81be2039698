"""How Sphinx builds the pages: ``make docs``."""

from geo import __version__

project = "bordershift"
author = "The bordershift authors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"bordershift {release}"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = False
napoleon_use_ivar = True
myst_heading_anchors = 3
# pages, and the notebook as a file to take along
html_extra_path = ["changed_twice.ipynb"]
