"""The tables as the first migration makes them, one module a group; never edited once a company file has them."""
