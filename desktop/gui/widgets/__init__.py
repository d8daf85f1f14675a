"""Controls of the look, each complete on its own: it knows theme and words, never a noun of the domain."""
