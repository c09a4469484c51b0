"""Who may open a page. Views declare it; the role table decides."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.figures import Audience
from portal.freshness.kept import kept
from portal.roles import audience_of


def for_readers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Released figures: everybody if the city switched the public view on, else who has a role."""

    for_everybody = kept(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if audience_of(request.user) is not Audience.PUBLIC:
            return view(request, *args, **kwargs)
        if settings.PUBLIC_VIEW:
            return for_everybody(request, *args, **kwargs)
        if request.user.is_authenticated:
            raise PermissionDenied("Ihrem Konto ist noch keine Rolle zugeordnet.")
        return redirect_to_login(request.get_full_path())

    return guarded
