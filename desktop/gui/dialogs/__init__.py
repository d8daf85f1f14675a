"""What stands over the window; begin in `ask`, the one dialog."""
