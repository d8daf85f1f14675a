"""Settings: the company, its numbers and rules, VAT rates, and how the program looks."""

from desktop.gui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
