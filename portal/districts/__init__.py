"""The 23 districts: what all areas together say about each of them."""
