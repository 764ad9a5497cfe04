"""Journeys: whole ways of people through the product, in a real browser against a real server."""
