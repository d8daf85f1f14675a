"""One page a noun; pages do not know each other. Begin in `base`."""
