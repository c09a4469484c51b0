"""Meldungen: where senders deliver files and staff release them."""
