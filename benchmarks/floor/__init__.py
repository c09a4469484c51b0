"""The portal with two views beside it that do as little as a view can: the floor for every page."""
