"""What may be done: one verb is one command, audited, and answers with what it changed; begin in `changes.py`."""
