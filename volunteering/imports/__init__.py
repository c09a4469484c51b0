"""The lists that come in: which columns they have, and what must be true of a row."""
