"""The start page: the situation at a glance, and for who signed in, what waits and what is new."""
