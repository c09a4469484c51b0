"""Pages to follow a chapter, to see what one follows, and to opt out with or without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.models import Following, User
from portal.models.areas import Area
from portal.news.opt_out import opt_out_of
from portal.news.released import may_follow


def expect_reader(request: HttpRequest) -> None:
    if not may_follow(request.user):
        raise PermissionDenied("Ihrem Konto ist noch keine Rolle zugeordnet.")


def begin(account: User, area: Area) -> None:
    """Once is enough."""
    Following.objects.get_or_create(user=account, area=area)


def asked_area(area: str) -> Area:
    if area not in Area.values:
        raise Http404
    return Area(area)


@login_required
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    expect_reader(request)
    since = {one.area: one.since for one in Following.objects.all().of(request.user)}
    return render(request, "news/list.html", {"chapters": [(area, since.get(area)) for area in Area]})


@login_required
@require_POST
def follow(request: HttpRequest, area: str) -> HttpResponse:
    expect_reader(request)
    chapter = asked_area(area)
    begin(request.user, chapter)
    messages.success(
        request,
        f"Sie folgen jetzt „{chapter.label}“. Neue Zahlen kommen an {request.user.email}.",
    )
    return back(request, chapter)


@login_required
@require_POST
def unfollow(request: HttpRequest, area: str) -> HttpResponse:
    chapter = asked_area(area)
    Following.objects.all().of(request.user).filter(area=chapter).delete()
    messages.success(request, f"Sie folgen „{chapter.label}“ nicht mehr und bekommen dazu keine E-Mails.")
    return back(request, chapter)


def back(request: HttpRequest, area: Area) -> HttpResponse:
    """To the list for who came from there."""
    return redirect("news:list" if "list" in request.POST else f"{area}:chapter")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signature is the right to do so
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """To look changes nothing: programs that check mails open every link in them."""
    asked = opt_out_of(token)
    if asked is None:
        return render(request, "news/broken_link.html", status=404)
    if request.method == "POST":
        asked.followings().delete()
    context = {
        "area": asked.area,
        "token": token,
        "follows": asked.followings().exists(),
        "ended": request.method == "POST",
    }
    return render(request, "news/opt_out.html", context)


@require_POST
def follow_again(request: HttpRequest, token: str) -> HttpResponse:
    """For who opted out by mistake."""
    asked = opt_out_of(token)
    account = asked.account() if asked else None
    if asked is None or account is None or not may_follow(account):
        raise PermissionDenied("Dieses Konto kann keinem Kapitel mehr folgen.")
    begin(account, asked.area)
    return redirect("news:opt_out", token=token)
