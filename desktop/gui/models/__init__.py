"""Models that feed the controls; begin in `paged`."""
