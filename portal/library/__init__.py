"""Where one looks things up: sources with all that cites them, and indicators with all their values."""
