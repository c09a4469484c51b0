"""Motions and questions of the council's groups: which wait for an answer, which have one. The answers are
written, released and printed as reports are (portal/report)."""
