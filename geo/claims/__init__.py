"""Figures set against published claims."""
