"""Following on the chapter's page, the list of what one follows, and the one click in the mail."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.models import Following
from portal.models.areas import Area
from portal.news.opt_out import OptOut, opt_out_of
from tests import people
from tests.factories import FollowingFactory, UserFactory

pytestmark = pytest.mark.django_db

FOLLOW, UNFOLLOW = "Diesem Kapitel folgen", "Nicht mehr folgen"


def follows(person) -> list[str]:
    return list(Following.objects.filter(user=person).values_list("area", flat=True))


class TestTheChaptersPage:
    @pytest.mark.parametrize("area", Area.values)
    def test_every_chapter_can_be_followed(self, act_as, area):
        rosa = act_as(people.rosa)
        assert FOLLOW in rosa.get(reverse(f"{area}:chapter")).content.decode()
        answer = rosa.post(reverse("news:follow", args=[area]), follow=True)
        assert answer.redirect_chain == [(reverse(f"{area}:chapter"), 302)]
        assert UNFOLLOW in answer.content.decode()
        assert follows(people.rosa()) == [area]

    def test_following_twice_is_following_once(self, act_as):
        rosa = act_as(people.rosa)
        for _ in range(2):
            rosa.post(reverse("news:follow", args=["fim"]))
        assert follows(people.rosa()) == ["fim"]

    def test_the_public_is_not_asked(self, client, settings):
        settings.PUBLIC_VIEW = True
        assert FOLLOW not in client.get(reverse("fim:chapter")).content.decode()

    def test_an_account_without_a_role_is_not_asked_and_refused(self, act_as, settings):
        settings.PUBLIC_VIEW = True
        nora = act_as(people.nora)
        assert FOLLOW not in nora.get(reverse("fim:chapter")).content.decode()
        assert nora.post(reverse("news:follow", args=["fim"])).status_code == 403
        assert follows(people.nora()) == []

    def test_there_are_no_other_chapters(self, act_as):
        assert act_as(people.rosa).post(reverse("news:follow", args=["wetter"])).status_code == 404


class TestTheList:
    def test_shows_all_chapters_and_ends_one(self, act_as):
        FollowingFactory(user=people.rosa(), area="pakt")
        FollowingFactory(user=people.karla(), area="fim")
        rosa = act_as(people.rosa)
        chapters = dict(rosa.get(reverse("news:list")).context["chapters"])
        assert [area for area, since in chapters.items() if since] == ["pakt"]
        assert len(chapters) == 6
        answer = rosa.post(reverse("news:unfollow", args=["pakt"]), {"list": "1"})
        assert answer.headers["Location"] == reverse("news:list")
        assert (follows(people.rosa()), follows(people.karla())) == ([], ["fim"])

    def test_ending_needs_the_form_of_the_portal(self, rosas_client):
        FollowingFactory(user=people.rosa(), area="pakt")
        assert rosas_client.post(reverse("news:unfollow", args=["pakt"])).status_code == 403
        assert follows(people.rosa()) == ["pakt"]

    @pytest.fixture
    def rosas_client(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(people.rosa())
        return client


class TestOneClick:
    @pytest.fixture
    def anybody(self):
        """A mail program: not signed in, without cookies or tokens of forms."""
        return Client(enforce_csrf_checks=True)

    @pytest.fixture
    def link(self):
        FollowingFactory(user=people.rosa(), area="pakt")
        FollowingFactory(user=people.rosa(), area="fim")
        FollowingFactory(user=people.karla(), area="pakt")
        return reverse("news:opt_out", args=[OptOut(people.rosa().pk, Area.PAKT).token])

    def test_a_mail_program_ends_this_chapter_of_this_account(self, anybody, link):
        answer = anybody.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert (follows(people.rosa()), follows(people.karla())) == (["fim"], ["pakt"])

    def test_to_open_the_link_changes_nothing(self, anybody, link):
        assert UNFOLLOW in anybody.get(link).content.decode()
        assert anybody.head(link).status_code == 200
        assert follows(people.rosa()) == ["fim", "pakt"]

    def test_the_link_stays_and_offers_to_follow_again(self, client, link):
        client.post(link)
        client.post(link)
        page = client.get(link).content.decode()
        assert "Sie folgen „Pakt für Integration“ nicht mehr" in page
        client.post(link.replace("abbestellen", "wieder"))
        assert follows(people.rosa()) == ["fim", "pakt"]

    def test_to_follow_again_needs_the_form_of_the_portal(self, anybody, link):
        anybody.post(link)
        assert anybody.post(link.replace("abbestellen", "wieder")).status_code == 403
        assert follows(people.rosa()) == ["fim"]

    def test_who_may_not_read_any_more_can_opt_out_but_not_in(self, client, link):
        people.rosa().groups.clear()
        assert client.post(link).status_code == 200
        assert client.post(link.replace("abbestellen", "wieder")).status_code == 403
        assert follows(people.rosa()) == ["fim"]

    @pytest.mark.parametrize("spoil", [lambda link: f"{link[:-5]}/", lambda link: f"{link[:-1]}x/"])
    def test_a_link_that_is_not_whole_says_so_and_changes_nothing(self, anybody, link, spoil):
        answer = anybody.post(spoil(link))
        assert answer.status_code == 404
        assert "nicht vollständig" in answer.content.decode()
        assert follows(people.rosa()) == ["fim", "pakt"]

    def test_the_link_tells_no_address(self, link):
        rosa = people.rosa()
        assert rosa.email not in link
        assert opt_out_of(link.split("/")[-2]) == OptOut(rosa.pk, Area.PAKT)

    def test_the_page_is_never_kept(self, anybody, link):
        assert "no-store" in anybody.get(link).headers["Cache-Control"]


def test_what_somebody_follows_goes_with_the_account():
    account = UserFactory()
    FollowingFactory(user=account)
    account.delete()
    assert not Following.objects.exists()
