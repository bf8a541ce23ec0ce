"""Posada: an offer to people on the road, turned into places, buses, appointments and an account."""

__version__ = "0.1.0"
