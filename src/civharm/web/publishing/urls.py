"""The addresses of what leaves the team."""

from django.urls import path

from civharm.web.publishing import views

urlpatterns = [
    path("", views.publish, name="publish"),
    path("release/", views.release, name="publish-release"),
    path("monthly/", views.monthly, name="publish-monthly"),
    path("incident/<str:incident_id>/", views.incident, name="publish-incident"),
    path("incident/<str:incident_id>/evidence/", views.evidence, name="publish-evidence"),
    path("incident/<str:incident_id>/request/", views.request_sheet, name="publish-request"),
    path("made/<int:job_id>/", views.made, name="publish-made"),
    path("made/<int:job_id>/file/", views.fetch, name="publish-file"),
    path("made/<int:job_id>/cancel/", views.cancel, name="publish-cancel"),
]
