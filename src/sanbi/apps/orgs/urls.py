"""Routes of the app."""

from __future__ import annotations

from django.urls import path

from sanbi.apps.orgs.views import calendars, files, own, people, units

urlpatterns = [
    path("", own.manage, name="manage"),
    path("inbox/", own.messages_inbox, name="inbox"),
    path("inbox/read/", own.messages_done, name="inbox-read"),
    path("deputy/", own.deputy, name="deputy"),
    path("deputy/new/", own.deputy_new, name="deputy-new"),
    path("deputy/<int:loan>/end/", own.deputy_end, name="deputy-end"),
    path("keys/", own.keys, name="keys"),
    path("keys/new/", own.key_new, name="key-new"),
    path("keys/<int:key>/revoke/", own.key_revoke, name="key-revoke"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit-new"),
    path("units/table/", units.units_table, name="units-table"),
    path("units/<int:unit>/", units.unit, name="unit"),
    path("units/<int:unit>/rename/", units.unit_rename, name="unit-rename"),
    path("units/<int:unit>/move/", units.unit_move, name="unit-move"),
    path("units/<int:unit>/close/", units.unit_close, name="unit-close"),
    path("groupings/", units.groupings, name="groupings"),
    path("groupings/edit/", units.grouping_edit, name="grouping-edit"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/roster/", people.roster, name="roster"),
    path("people/reviews/", people.account_reviews, name="reviews"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:person>/close/", people.person_close, name="person-close"),
    path("people/<int:person>/reset/", people.person_reset, name="person-reset"),
    path("people/<int:person>/unlock/", people.person_unlock, name="person-unlock"),
    path("people/<int:person>/appoint/", people.appoint, name="appoint"),
    path("people/<int:person>/handover/", people.handover, name="handover"),
    path("people/<int:person>/review/<slug:kind>/", people.review_mark, name="review-mark"),
    path("roles/<int:appointment>/end/", people.appointment_end, name="appointment-end"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/day/", calendars.calendar_day, name="calendar-day"),
    path("calendar/seed/", calendars.calendar_seed, name="calendar-seed"),
    path("calendar/table/", calendars.calendar_table, name="calendar-table"),
    path("files/", files.attachment_send, name="attachment-send"),
    path("files/<int:attachment>/", files.attachment, name="attachment"),
    path("files/<int:attachment>/withdraw/", files.attachment_drop, name="attachment-withdraw"),
]
