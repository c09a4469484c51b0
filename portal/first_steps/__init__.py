"""What an empty portal needs before the first number can come in."""
