"""Fornya: a desktop program for running subscriptions. Begin in `__main__`; the map is in ARCHITECTURE.md."""
