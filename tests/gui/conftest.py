"""The window is tested without a screen, in the theme it wears."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from desktop.gui import theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> None:
    """Each test begins in light at 100 per cent."""
    theme.apply(qapp, mode="light", zoom=100)
