from django.urls import URLPattern, path

from portal.list_deliveries import DeliveredList, views


def list_urls(about: DeliveredList) -> list[URLPattern]:
    """The addresses of one list, to be included below those of its area."""
    known = {"about": about}
    return [
        path("", views.deliveries, known, name="deliveries"),
        path("neu/", views.upload, known, name="upload"),
        path("vorlage/", views.template, known, name="template"),
        path("<int:pk>/", views.delivery, known, name="delivery"),
        path("<int:pk>/datei/", views.file, known, name="file"),
        path("<int:pk>/bestaetigen/", views.confirm, known, name="confirm"),
        path("<int:pk>/verwerfen/", views.discard, known, name="discard"),
        path("<int:pk>/freigeben/", views.release, known, name="release"),
        path("<int:pk>/zurueckgeben/", views.return_, known, name="return_"),
        path("<int:pk>/zurueckziehen/", views.withdraw, known, name="withdraw"),
    ]
