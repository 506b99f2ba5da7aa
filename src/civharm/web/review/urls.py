"""The addresses of the review screen."""

from django.urls import path

from civharm.web.review import correcting, redacting, translated, views, welfare

urlpatterns = [
    path("welfare/", welfare.set_welfare, name="welfare"),
    path("<str:report_id>/", views.report, name="review"),
    path("<str:report_id>/translations/", translated.translations, name="review-translations"),
    path("<str:report_id>/claim/<str:root>/", views.claim, name="review-claim"),
    path("<str:report_id>/redact/", redacting.redact, name="review-redact"),
    path("<str:report_id>/new/", correcting.make, name="review-make"),
    path("<str:report_id>/claim/<str:root>/correct/", correcting.correct, name="review-correct"),
    path("<str:report_id>/claim/<str:root>/decide/", views.decide, name="review-decide"),
]
