import pytest


@pytest.fixture(autouse=True)
def _open(settings):
    """The city shows everybody what is released."""
    settings.PUBLIC_VIEW = True
