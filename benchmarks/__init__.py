"""Speed as ratios measured in one run: ours against the bare limit on the same machine. `scripts/bench NAME`."""
