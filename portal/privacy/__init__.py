"""Data protection: whom to ask, how long what is kept, the register of processing, the notice to readers."""
