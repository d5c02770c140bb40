"""Routes of voters, who have a card and no account."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.ballots.views import voting

urlpatterns = [
    path("", voting.vote_choice, name="vote-choice"),
    path("<int:poll>/", voting.vote, name="vote"),
    path("<int:poll>/cards/", voting.vote_demo, name="vote-demo"),
]
