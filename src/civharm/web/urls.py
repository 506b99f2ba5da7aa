"""The addresses of the pages."""

from django.urls import include, path
from django.views.i18n import set_language

from civharm.web import shell, views
from civharm.web.behind import behind
from civharm.web.people.consenting import record_consent
from civharm.web.people.names import names

urlpatterns = [
    path("", include("civharm.web.desk.urls")),
    path("", include("civharm.web.explore.urls")),
    path("map/", include("civharm.web.map.urls")),
    path("", include("civharm.web.incident.urls")),
    path("api/v1/", include("civharm.web.api.urls")),
    path("reports/", views.reports, name="reports"),
    path("report/<str:report_id>/", views.report, name="report"),
    path("situation/", views.situation, name="situation"),
    path("intake/", include("civharm.web.intake.urls")),
    path("publish/", include("civharm.web.publishing.urls")),
    path("keeping/", include("civharm.web.keeping.urls")),
    path("issues/", views.issues, name="issues"),
    path("names/<str:kind>/<str:subject>/", names, name="names"),
    path("names/<str:kind>/<str:subject>/consent/", record_consent, name="consent"),
    path("review/", include("civharm.web.review.urls")),
    path("behind/", behind, name="behind"),
    path("looks/", shell.set_looks, name="looks"),
    path("language/", set_language, name="set_language"),
]

handler400 = "civharm.web.refusing.bad_request"
handler403 = "civharm.web.refusing.forbidden"
handler404 = "civharm.web.refusing.not_found"
handler500 = "civharm.web.refusing.failed"
