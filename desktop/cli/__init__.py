"""The terminal: one function a verb, the same services as the window. Begin in `parser`; never imports the store."""

from desktop.cli.parser import main

__all__ = ["main"]
