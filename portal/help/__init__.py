"""The handbook inside the portal, and what leads to it from every page."""
