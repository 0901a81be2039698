"""Layers for GIS, in the formats that it reads."""
