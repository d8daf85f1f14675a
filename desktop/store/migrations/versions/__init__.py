"""The migrations in order, one file each; a company file is taken through those it lacks."""
