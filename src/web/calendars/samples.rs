//! Calendars of an invented company, for the template test.

use super::file::FilePage;
use super::holidays::{HolidayForm, HolidaysPage};
use super::hours::{HoursForm, HoursPage};
use super::leaves::{AwayCard, LeaveForm, LeavesPage};
use super::list::CalendarsPage;
use super::seasons::{SeasonForm, SeasonPage, Subject, ramadans};
use crate::domain::calendar::{Hours, Season};
use crate::domain::holidays::{DayOff, HolidayFile};
use crate::domain::ids::{CalendarId, HolidayId, LeaveId, PersonId};
use crate::domain::person::{Role, Team};
use crate::i18n::Words;
use crate::storage::calendars::CalendarVersion;
use crate::storage::holidays::Holiday;
use crate::storage::leaves::Leave;
use crate::web::settings::{Errors, MePage};
use crate::web::styleguide::samples::{Tone, member};
use askama::Template as _;
use chrono::{DateTime, NaiveDate, Weekday};

/// The pages of a tone.
#[must_use]
pub fn pages(w: Words, tone: Tone) -> Vec<(String, askama::Result<String>)> {
    let member = member(w, tone, if tone == Tone::Extreme { Role::Viewer } else { Role::Manager });
    let day = NaiveDate::from_ymd_opt(2026, 2, 18).unwrap_or_default();
    let some = tone != Tone::Empty;
    let season = Season { name: tone.typed(), from: day, to: day, hours: Hours::around_the_clock() };
    let version = CalendarVersion {
        id: CalendarId(uuid::Uuid::nil()),
        team: Team::Sales,
        version: 3,
        zone: w.zone,
        hours: Hours::usual(&[Weekday::Fri, Weekday::Sat]),
        seasons: if some { vec![season] } else { Vec::new() },
        made_at: DateTime::UNIX_EPOCH,
        made_by: some.then(|| tone.typed()),
    };
    let id = HolidayId(uuid::Uuid::nil());
    let entered = Holiday { id, team: None, day, name: tone.typed(), hijri: false, confirmed: true };
    let proposed =
        Holiday { team: Some(Team::Sales), name: "arafat".to_owned(), hijri: true, confirmed: false, ..entered.clone() };
    let days = if some { vec![entered, proposed] } else { Vec::new() };
    let (who, leave_id) = (PersonId(uuid::Uuid::nil()), LeaveId(uuid::Uuid::nil()));
    let leave = Leave { id: leave_id, person: who, name: tone.typed(), team: Some(Team::Sales), from: day, to: day };
    let leaves = if some { vec![leave] } else { Vec::new() };
    let wrong = |errors: &[(&'static str, &'static str)]| if tone == Tone::Hostile { errors.to_vec() } else { Errors::new() };
    let hours = HoursForm { zone: tone.typed(), day_1: tone.typed(), version: tone.typed(), ..HoursForm::default() };
    let off = HolidayForm { name: tone.typed(), year: tone.typed(), ..HolidayForm::fresh(day) };
    let away = LeaveForm { from: tone.typed(), to: tone.typed(), ..LeaveForm::default() };
    let dated = SeasonForm { name: tone.typed(), from: tone.typed(), day_7: tone.typed(), ..SeasonForm::default() };
    let file = HolidayFile { days: vec![DayOff { day, name: tone.typed() }], timed: 1, unread: 2, elsewhere: 11 };
    let proposals = ramadans(day);
    let subject = Subject { team: Team::Marketing, key: "new", proposals: &proposals };
    let shift = [("day_1", "error-shift-backwards"), ("day_7", "error-shifts-overlap"), ("zone", "error-zone")];
    let lost = wrong(&[
        ("name", "error-required"),
        ("to", "error-holiday-long"),
        ("year", "error-hijri-year"),
        ("file", "error-file-large"),
    ]);
    let no_leave = wrong(&[("person", "error-leave-person"), ("from", "error-leave-overlaps"), ("to", "error-leave-end")]);
    vec![
        ("calendars".to_owned(), CalendarsPage::new(&member, std::slice::from_ref(&version)).render()),
        ("hours".to_owned(), HoursPage::new(&member, Team::Sales, &hours, &wrong(&shift), some.then_some(&version)).render()),
        (
            "season".to_owned(),
            SeasonPage::new(&member, &subject, &dated, &wrong(&[("from", "error-season-overlap")]), None).render(),
        ),
        ("holidays".to_owned(), HolidaysPage::new(&member, &days, &off, &lost).render()),
        ("holiday file".to_owned(), FilePage::new(&member, &file, &days.iter().map(|d| d.day).collect()).render()),
        ("leaves".to_owned(), LeavesPage::new(&member, &leaves, &[], &away, &no_leave).render()),
        (
            "me".to_owned(),
            MePage::new(&member, &[], AwayCard::new(&member, &leaves, &away, &no_leave), tone == Tone::Typical, &[]).render(),
        ),
    ]
}
