"""All addresses of a team's server: the pages, and those of logins and accounts."""

from django.urls import include, path

from civharm.web.urls import urlpatterns as pages

urlpatterns = [*pages, path("people/", include("civharm.web.people.urls"))]
