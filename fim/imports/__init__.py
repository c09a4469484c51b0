"""The lists that providers send: which columns they have, and what must be true of a row."""
