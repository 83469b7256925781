# The style guide: development only, sample words for every component.
sg-title = Component states
sg-lede = Every state the pages need, in one place. Not a product page.
sg-kpi = KPI card
sg-kpi-note = Met, close, missed, no target, no data, few, stale, loading
sg-buttons = Buttons, tags, states
sg-filters = Filters and period
sg-actions = Page actions and switch
sg-empty = Empty and error states
sg-errors = Form errors
sg-fields = Form fields
sg-cohort = Cohort table
sg-table = Records table
sg-toast = Toast, dialog, progress
sg-charts = Charts
sg-funnel = Funnel
sg-lists = Lists and timeline

sg-rate = Lead-to-customer rate
sg-rate-body = Leads created in the period that have become customers so far.
sg-rate-month = Lead-to-customer rate by month
sg-versus = vs Q2
sg-set-target = Set a target
sg-sync-failed = CRM sync failed, retrying
sg-of-leads = { $won } of { $leads } leads, still open { $open }
sg-owner = Owner
sg-both-teams = Sales and marketing
sg-open-definition = Open in definitions

sg-accept = Accept
sg-cancel = Cancel
sg-reject = Reject and return
sg-skip = Skip
sg-add = Add
sg-more = More
sg-draft = Draft
sg-live = Live
sg-waiting = Waiting
sg-waiting-late = Waiting, late
sg-accepted = Accepted

sg-period = Period
sg-quarter = Q3 2026
sg-this-quarter = This quarter
sg-last-quarter = Last quarter
sg-since-alignment = Since alignment began
sg-segment = Segment
sg-retail = Retail
sg-region = Region
sg-all = All
sg-metric = Metric
sg-conversion = Conversion
sg-cycle = Cycle
sg-revenue = Revenue

sg-first-title = Import your first file
sg-first-body = Leads, deals and campaigns from your CRM. It takes about two minutes.
sg-first-action = Import files
sg-done-title = Nothing waiting
sg-done-body = Every row of the last import landed.
sg-done-action = See all imports
sg-nomatch-title = No leads match these filters
sg-nomatch-body = { $n ->
    [one] Removing the region filter shows { $n } lead.
   *[other] Removing the region filter shows { $n } leads.
}
sg-nomatch-action = Remove region filter
sg-forbidden-title = Shown to managers only
sg-forbidden-body = Ask { $name } for access.
sg-failed-title = This chart did not load
sg-failed-body = The rest of the page is fine. Code { $code } if you contact support.
sg-failed-action = Try again
sg-hidden-title = Hidden to protect anonymity
sg-hidden-body = Fewer than { $n } people answered in this group.

sg-name = Name
sg-name-hint = As it stands on the invoice
sg-email = E-mail
sg-password = Password
sg-budget = Budget
sg-budget-error = Enter the budget as a number, for example { $example }
sg-ends = Ends
sg-ends-error = Choose a date after { $date }
sg-zone = Time zone
sg-note = Note
sg-agree = Stay signed in
sg-files = Files
sg-reason = Reason
sg-reason-a = No contact within the SLA
sg-reason-b = Wrong persona
sg-reason-c = No budget this year

sg-arrived = Arrived
sg-leads = Leads
sg-same-month = Same month
sg-not-yet = not yet
sg-cohort-caption = Share of leads that became customers, by arrival month and months since arrival
sg-fit = Fit
sg-total = Total
sg-no-fit = No score was given
sg-month = Month
sg-person = Huda Saleh

sg-saved = Import finished. { $n } rows landed.
sg-save-failed = Nothing was saved. Check the connection.
sg-delete = Delete import
sg-delete-title = Undo this import?
sg-delete-body = Its rows are taken back. What people changed since stays and is listed.
sg-importing = Importing
sg-rows-done = { $done } of { $all } rows

sg-take = Averaged { $before } before alignment and { $after } after.
sg-before = Before: { $n }
sg-after = After: { $n }
sg-began = Alignment began { $date }
sg-target = Target { $n }
sg-footnote = Dashed months are not final. Before and after is not proof of cause.
sg-monthly-mean = Monthly mean
sg-col-before = Before
sg-col-after = After
sg-col-change = Change
sg-funnel-title = Lead to customer funnel
sg-funnel-take = The gap is after the handoff: { $rate } of accepted leads get qualified.
sg-cohorts = Cohorts
sg-why = Why accepted leads drop out
sg-touch = Opened the e-mail
sg-call = Two-way call
sg-import-event = Imported
