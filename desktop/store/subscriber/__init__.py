"""Subscribers: `reading` looks one up, `lists` finds, filters, sorts and counts them, `writing` adds and changes."""

from desktop.store.subscriber.lists import SubscriberReader
from desktop.store.subscriber.writing import SubscriberWriter

__all__ = ["SubscriberReader", "SubscriberWriter"]
