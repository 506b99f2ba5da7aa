"""The addresses of the intake."""

from django.urls import path

from civharm.web.intake import views

urlpatterns = [
    path("", views.add, name="intake"),
    path("text/", views.add_text, name="intake-text"),
    path("addresses/", views.add_addresses, name="intake-addresses"),
    path("files/", views.add_files, name="intake-files"),
    path("<int:job_id>/", views.job, name="intake-job"),
    path("<int:job_id>/retry/", views.retry, name="intake-retry"),
    path("<int:job_id>/cancel/", views.cancel, name="intake-cancel"),
]
