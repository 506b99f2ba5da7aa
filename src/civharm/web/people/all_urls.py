"""All addresses of a team's server: the pages, and those of logins and accounts."""

from django.urls import include, path

from civharm.web.urls import handler400, handler403, handler404, handler500
from civharm.web.urls import urlpatterns as pages

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*pages, path("people/", include("civharm.web.people.urls"))]
