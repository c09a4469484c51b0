"""The portal for everybody: its declaration of accessibility, reports of barriers, plain language, and the
page on which every part of a page can be looked at."""
