"""Contact persons: their list, what an organisation does with its own, and the yearly question."""
