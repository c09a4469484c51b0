"""Open data: what is released, for everybody and for their programs, at addresses that stay.

`files.py` names every address below /daten/ and makes its bytes; pages, API, catalogue and the export
into a folder all go through the same schemas.
"""
