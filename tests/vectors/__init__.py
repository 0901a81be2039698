"""What Python and the page must both say: beside each file the module that makes what stands in it."""
