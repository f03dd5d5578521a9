"""Addresses of people, posts, agencies and accounts."""

from __future__ import annotations

from django.urls import include, path

from goldenthread.board.agencies.views import account, agencies, people, posts

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/correct/", people.correct, name="correct_person"),
    path("people/<int:pk>/invite-again/", people.invite_again, name="invite_again"),
    path("people/<int:pk>/roles/give/", people.give_role, name="give_role"),
    path("people/<int:pk>/roles/<int:membership>/end/", people.end_role, name="end_role"),
    path("people/<int:pk>/close/", people.close_account, name="close_account"),
    path("people/<int:pk>/reopen/", people.reopen_account, name="reopen_account"),
    path("people/<int:pk>/reset-sign-in/", people.reset_sign_in, name="reset_sign_in"),
    path("posts/", posts.posts, name="posts"),
    path("posts/add/", posts.add_post, name="add_post"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/correct/", posts.rename_post, name="rename_post"),
    path("posts/<int:pk>/appoint/", posts.appoint, name="appoint"),
    path("posts/<int:pk>/hand-over/", posts.hand_over, name="hand_over_post"),
    path("posts/<int:pk>/tenures/<int:tenure>/end/", posts.end_tenure, name="end_tenure"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/add/", agencies.add_agency, name="add_agency"),
    path("agencies/<int:pk>/correct/", agencies.rename_agency, name="rename_agency"),
    path("account/", account.account, name="account"),
    path("account/preferences/", account.preferences, name="preferences"),
    path("account/people/", account.sign_in_as, name="sign_in_as"),
    path("account/second-factor/", account.second_factor, name="second_factor"),
    path("account/unsent/", account.unsent, name="unsent"),
    # These stand before allauth's own: nobody signs up or changes an address alone.
    path("account/signup/", account.not_here),
    path("account/email/", account.not_here),
    path("account/confirm-email/", account.not_here),
    path("account/confirm-email/<str:key>/", account.not_here),
    path("account/", include("allauth.urls")),
]
