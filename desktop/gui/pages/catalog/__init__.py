"""Products and prices: what is sold, its plans and add-ons, and their dated prices."""

from desktop.gui.pages.catalog.page import CatalogPage

__all__ = ["CatalogPage"]
