"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.meetings.views import (
    clock,
    contributions,
    lists,
    meetings,
    polls,
    rehearsal,
    roster,
    session,
    signing_in,
    speakers,
    tours,
)

urlpatterns = [
    # -- meetings
    path("", meetings.meetings, name="meetings"),
    path("new/", meetings.meeting_new, name="meeting-new"),
    path("series/", meetings.series, name="meeting-series"),
    path("series/new/", meetings.series_new, name="meeting-series-new"),
    path("series/<int:series>/end/", meetings.series_end, name="meeting-series-end"),
    path("lengths/", clock.lengths, name="meeting-lengths"),
    path("decisions/", session.decisions, name="decisions"),
    path("decisions/<int:decision>/", session.decision, name="decision"),
    path("<int:meeting>/", meetings.meeting, name="meeting"),
    path("<int:meeting>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("<int:meeting>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    # -- its agenda
    path("<int:meeting>/proposals/", meetings.proposals, name="meeting-proposals"),
    path("<int:meeting>/items/", meetings.item_new, name="agenda-add"),
    path("<int:meeting>/order/", meetings.order, name="agenda-order"),
    path("<int:meeting>/items/<int:item>/", meetings.item_edit, name="agenda-change"),
    path("<int:meeting>/items/<int:item>/remove/", meetings.item_remove, name="agenda-remove"),
    path("<int:meeting>/items/<int:item>/papers/", speakers.papers, name="agenda-papers"),
    path("<int:meeting>/speakers/", speakers.speakers, name="meeting-speakers"),
    # -- contributions in writing
    path("<int:meeting>/contributions/", contributions.contributions, name="contributions"),
    path("<int:meeting>/contributions/ask/", contributions.ask, name="contribution-ask"),
    path(
        "<int:meeting>/contributions/<int:contribution>/excuse/",
        contributions.excuse,
        name="contribution-excuse",
    ),
    path("contributions/<int:contribution>/", contributions.contribution, name="contribution"),
    # -- its venues and roster
    path("<int:meeting>/roster/", roster.roster, name="meeting-roster"),
    path("<int:meeting>/venues/new/", roster.venue_new, name="venue-add"),
    path("<int:meeting>/venues/<int:venue>/", roster.venue_edit, name="venue-change"),
    path("<int:meeting>/venues/<int:venue>/remove/", roster.venue_remove, name="venue-remove"),
    path("<int:meeting>/roster/new/", roster.attendee_new, name="attendee-add"),
    path("<int:meeting>/roster/import/", roster.roster_import, name="meeting-roster-import"),
    path("<int:meeting>/roster/template/", roster.roster_template, name="meeting-roster-template"),
    path("<int:meeting>/roster/earlier/", roster.roster_take_over, name="meeting-roster-earlier"),
    path("<int:meeting>/roster/cards.pdf", roster.cards, name="meeting-cards"),
    path("<int:meeting>/roster/<int:attendee>/", roster.attendee, name="attendee"),
    path(
        "<int:meeting>/roster/<int:attendee>/remove/",
        roster.attendee_remove,
        name="attendee-remove",
    ),
    path("<int:meeting>/roster/<int:attendee>/card.pdf", roster.card_renew, name="attendee-card"),
    path("<int:meeting>/desk/", signing_in.desk, name="meeting-desk"),
    path("<int:meeting>/desk/turnout/", signing_in.turnout, name="meeting-turnout"),
    path("<int:meeting>/desk/scan/", signing_in.scan, name="attendance-scan"),
    path("<int:meeting>/desk/note/", signing_in.note, name="attendance-note"),
    # -- its poll
    path("<int:meeting>/poll/", polls.meeting_poll, name="meeting-poll"),
    path("<int:meeting>/poll/roll/", polls.roll_from_roster, name="meeting-poll-roll"),
    # -- lists for the hall
    path("<int:meeting>/lists/", lists.lists, name="meeting-lists"),
    path("<int:meeting>/lists/seats/", lists.seating, name="meeting-seating"),
    path("<int:meeting>/lists/order/", lists.speaking_order, name="meeting-speaking-order"),
    path("<int:meeting>/lists/ceremony/", lists.ceremony, name="meeting-ceremony"),
    # -- the check before it
    path("<int:meeting>/rehearsal/", rehearsal.rehearsal, name="meeting-rehearsal"),
    path("<int:meeting>/venues/<int:venue>/screen/", rehearsal.device_new, name="device-add"),
    path(
        "<int:meeting>/screens/<int:device>/remove/", rehearsal.device_remove, name="device-remove"
    ),
    # -- while it is held
    path("<int:meeting>/clock/", clock.clock, name="meeting-clock"),
    path("<int:meeting>/clock/<int:item>/", clock.press, name="clock-press"),
    path("<int:meeting>/items/<int:item>/remark/", clock.remark, name="agenda-remark"),
    path("<int:meeting>/open/", session.meeting_open, name="meeting-open"),
    path("<int:meeting>/attendance/", session.attendance, name="meeting-attendance"),
    path("<int:meeting>/decide/", session.decide, name="decision-record"),
    path(
        "<int:meeting>/decisions/<int:decision>/remove/",
        session.decision_remove,
        name="decision-remove",
    ),
    path("<int:meeting>/close/", session.meeting_close, name="meeting-close"),
    path("<int:meeting>/hand-over/", session.hand_over, name="meeting-hand-over"),
    path("<int:meeting>/hall/", session.hall, name="meeting-hall"),
    path("<int:meeting>/minutes/", session.minutes, name="meeting-minutes"),
    path("<int:meeting>/minutes.docx", session.minutes_word, name="meeting-minutes-word"),
    # -- tours
    path("tours/", tours.tours, name="tours"),
    path("tours/new/", tours.tour_new, name="tour-new"),
    path("tours/<int:tour>/", tours.tour, name="tour"),
    path("tours/<int:tour>/edit/", tours.tour_edit, name="tour-edit"),
    path("tours/<int:tour>/cancel/", tours.tour_cancel, name="tour-cancel"),
    path("tours/<int:tour>/fix/", tours.tour_fix, name="tour-fix"),
    path("tours/<int:tour>/hold/", tours.tour_hold, name="tour-hold"),
    path("tours/<int:tour>/stops/", tours.stop_new, name="stop-add"),
    path("tours/<int:tour>/order/", tours.order, name="stop-order"),
    path("tours/<int:tour>/stops/<int:stop>/", tours.stop_edit, name="stop-change"),
    path("tours/<int:tour>/stops/<int:stop>/remove/", tours.stop_remove, name="stop-remove"),
    path("tours/screenings/<int:screening>/", tours.screen, name="stop-screen"),
    path("tours/<int:tour>/route.pdf", tours.route_sheet, name="tour-route"),
    path("tours/<int:tour>/rating.pdf", tours.rating_sheet, name="tour-rating"),
]
