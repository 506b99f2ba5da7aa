"""The addresses of logins and accounts. Of allauth's own only those that are needed: nobody signs up, no mail is sent."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.urls import path

from civharm.web.people import (
    administering,
    hearing,  # noqa: F401 - its receivers listen from here on
    inviting,
    own,
    walls,
)

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", own.inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("invitation/<str:secret>/", inviting.invitation, name="invitation"),
    path("second-factor/", factors.index, name="mfa_index"),
    path("second-factor/login/", factors.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/keys/again/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("second-factor/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("me/", own.me, name="me"),
    path("me/sessions/end/", own.end_own_sessions, name="end_own_sessions"),
    path("me/tokens/", own.make_own_token, name="make_own_token"),
    path("me/tokens/<int:token_id>/revoke/", own.revoke_own_token, name="revoke_own_token"),
    path("", administering.people_list, name="people"),
    path("invite/", administering.invite_person, name="invite"),
    path("compartments/", walls.walls, name="compartments"),
    path("compartments/change/", walls.change_wall, name="change_compartment"),
    path("looks-at-names/", walls.looks_at_names, name="looks_at_names"),
    path("of/<str:login>/", administering.person, name="person"),
    path("of/<str:login>/invite/", administering.invite_person_again, name="invite_again"),
    path("of/<str:login>/role/", administering.give_role, name="give_role"),
    path("of/<str:login>/suspend/", administering.suspend_person, name="suspend"),
    path("of/<str:login>/resume/", administering.resume_person, name="resume"),
    path("of/<str:login>/sessions/end/", administering.end_persons_sessions, name="end_sessions"),
    path("of/<str:login>/second-factor/", administering.reset_persons_factor, name="reset_second_factor"),
    path("of/<str:login>/tokens/<int:token_id>/", administering.revoke_persons_token, name="revoke_token"),
    path("of/<str:login>/compartments/", administering.grant_person, name="grant"),
]
