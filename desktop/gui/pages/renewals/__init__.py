"""Renewals: the plan of a run, what differs from the last one, whom to leave out, and carrying it out."""

from desktop.gui.pages.renewals.page import RenewalsPage

__all__ = ["RenewalsPage"]
