from django.urls import include, path

import portal.converters  # noqa: F401 addresses end in a picture or a spreadsheet
from portal.list_deliveries.urls import list_urls
from volunteering import link_views, views, work_views
from volunteering.imports.volunteer_list import VOLUNTEER_LIST

app_name = "volunteering"
urlpatterns = [
    path("", views.chapter, name="chapter"),
    path("verzeichnis/", views.directory, name="directory"),
    path("verzeichnis/<slug:key>.<spreadsheet:extension>", views.directory_table, name="directory_table"),
    path("zahl/", link_views.report, name="report_number"),
    path("zahl/danke/", link_views.thanks, name="thanks"),
    path("zahl/<slug:token>/", link_views.open_link, name="open_link"),
    path("arbeitsliste/", work_views.work, name="work"),
    path("arbeitsliste/<slug:key>.<spreadsheet:extension>", work_views.work_table, name="work_table"),
    path("zahlen/<int:pk>/freigeben/", work_views.release_count, name="release_count"),
    path("zahlen/<int:pk>/zurueckgeben/", work_views.return_count, name="return_count"),
    path("gruppen/<int:pk>/bestaetigen/", work_views.confirm_group, name="confirm_group"),
    path("raeume/<int:pk>/bestaetigen/", work_views.confirm_space, name="confirm_space"),
    path("meldungen/", include(list_urls(VOLUNTEER_LIST))),
    path("links/", work_views.links, name="links"),
    path("links/<int:pk>/ausstellen/", work_views.issue_link, name="issue_link"),
    path("links/<int:pk>/widerrufen/", work_views.revoke_link, name="revoke_link"),
    path("<slug:key>.<picture:extension>", views.chart, name="chart"),
    path("<slug:key>.<spreadsheet:extension>", views.table, name="table"),
]
