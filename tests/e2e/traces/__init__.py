"""Journeys drawn at random through a real browser: two devices, their tabs, the network and the server."""
