# The health of handoffs, and the handoffs behind its numbers.
handoff-health-title = Health of handoffs
handoff-health-lede = Does sales take what marketing hands over, in time? About the leads offered in the period.
kpi-sla = First-response SLA
def-sla = Handoffs that sales touched within the promised working time, divided by those settled: touched in time, or past the window. Late and never touched count as breached. Withdrawn ones, and those rejected in time without a touch, are left out; those not due yet count in neither.
kpi-acceptance = Handoff acceptance
def-acceptance = Handoffs that sales accepted, divided by those accepted, rejected or expired, of the leads offered in the period.
funnel-handed-over = At the handoff: { $accepted } of the answered handoffs of the period were accepted, and { $met } were touched within the SLA.
since-handoffs-none = No handoffs since
since-handoffs = { $n ->
    [one] One handoff since
   *[other] { $n } handoffs since
}

card-handoffs-sla = First-response SLA
def-handoffs-sla = { def-sla }
card-handoffs-acceptance = Acceptance
def-handoffs-acceptance = { def-acceptance }
card-handoffs-kept = Kept
def-handoffs-kept = Handoffs accepted and not returned later, divided by those accepted, rejected or expired. A return is what only a conversation shows: it lowers this and not the acceptance.
card-handoffs-untouched = Accepted, never touched
def-handoffs-untouched = Accepted handoffs whose window is over and whose lead nobody in sales has contacted, divided by the accepted ones whose window is over.
card-handoffs-response = Median first response
def-handoffs-response = Working time from the assignment by which half of the leads were contacted (Kaplan–Meier). Those not contacted yet still count as waiting, so that neglect cannot make it look better.
card-handoffs-speed = Median speed to lead
def-handoffs-speed = Time from the engagement that made the lead ready for sales to the first contact, by the clock on the wall: what the buyer felt. Those not contacted yet still count as waiting.
card-handoffs-decision = Median time to decide
card-handoffs-decision-note = In working time
def-handoffs-decision = Working time from the offer to its answer, over the handoffs that were accepted or rejected.
card-handoffs-answered = Replied rejections
card-handoffs-answered-note = Marketing’s half of the loop
def-handoffs-answered = Rejections and returns to which marketing replied, divided by all of them.

handoffs-of = { $k } of { $n }
handoffs-n = { $n ->
    [one] One handoff
   *[other] { $n } handoffs
}
handoffs-trend-sla = SLA
handoffs-trend-acceptance = Acceptance
handoffs-trend-kept = Kept
handoffs-months-sla = First-response SLA by month
handoffs-months-acceptance = Acceptance by month
handoffs-months-kept = Kept by month
handoffs-attempt = Handoffs
handoffs-attempt-all = All handoffs
handoffs-attempt-first = First of each lead

handoffs-clocks = Where the time goes, and how far promises hold
handoffs-clocks-note = Delays are medians. Quantiles of the contacted leave out those still waiting, so they look better than the median above.
handoffs-line = Measure
handoffs-value = Value
handoffs-of-how-many = Of how many
handoffs-line-assignment = Offer to assignment
handoffs-line-system = System delay: engagement to assignment
handoffs-line-human = Human delay: assignment to contact
handoffs-line-unheld = SLA with holds ignored
handoffs-line-window = Contacted within the window, rejected ones included
handoffs-line-routing = Assigned late or not at all
handoffs-line-unworked = Rejected in time without a contact
handoffs-line-attempts = Too few attempts after acceptance
handoffs-line-doubled = Leads or companies worked by two people within 14 days
handoffs-line-median = First response, median of the contacted
handoffs-line-p75 = First response, three of four of the contacted within
handoffs-line-p90 = First response, nine of ten of the contacted within

handoff-waits = Leads left waiting
handoff-waits-undecided = Unanswered past the time to decide
handoff-waits-untouched = Accepted, past the SLA, never touched
handoff-waits-note = Worth is the number of leads times what a lead of their source, persona and segment brought in the year before.
handoff-waits-none = Nobody is left waiting
handoff-waits-none-body = Every handoff of the period was answered, and every accepted one contacted, or their time is not over.
def-handoff-waits = Leads offered in the period that nobody works on: offers unanswered past the window for the answer, and accepted ones past the SLA that nobody contacted.
handoffs-count = Handoffs
handoffs-worth = Expected worth

handoffs-reasons = Why handoffs come back
handoffs-reasons-none = Nothing came back
def-handoffs-reasons = Handoffs offered in the period that sales rejected, or accepted and returned, by the reason given. The cost of a lead is its campaign’s cost of the period divided by the leads that the campaign brought in it.
handoffs-spent-takeaway = { $n ->
    [one] { $spent } had been spent on the one lead sent back whose campaign has costs.
   *[other] { $spent } had been spent on the { $n } leads sent back whose campaigns have costs.
}
handoffs-spent = Spent on them
handoffs-crossed = Reasons by campaign and persona
handoffs-crossed-more = { $n ->
    [one] One more row is in the exported file.
   *[other] { $n } more rows are in the exported file.
}

handoffs-by-channel = By channel
handoffs-by-team = By team
handoffs-by-rep = By salesperson
handoffs-by-rep-why = For finding where the process needs help, in order of names. Small numbers say little about a person.
handoffs-channel = Channel
handoffs-team = Team
handoffs-rep = Salesperson
handoffs-team-sales = Sales
handoffs-team-marketing = Marketing
handoffs-team-none = No team
handoffs-unassigned = Nobody yet
handoffs-empty = Nothing to compare
handoffs-response = First response
handoffs-response-minutes = First response, working minutes

handoffs-list-title = Handoffs
handoffs-list-lede = The handoffs behind a number, as they stand.
handoffs-none-title = No handoffs yet
handoffs-none-body = A handoff is marketing’s offer of a lead to sales, with sales’ answer. Offer a lead from its page, or import handoffs.csv, and these numbers fill.
handoffs-none-action = Leads that are ready for sales
handoffs-behind = Show
handoffs-lead = Lead
handoffs-offered = Offered
handoffs-state = State
handoffs-touch = First contact
handoffs-reason = Reason
handoffs-state-offered = Waiting for an answer
handoffs-state-accepted = Accepted
handoffs-state-rejected = Rejected
handoffs-state-expired = Expired
handoffs-state-withdrawn = Withdrawn
handoffs-state-returned = Returned
handoffs-touch-met = In time
handoffs-touch-met-late = Late
handoffs-touch-breached = Past the SLA
handoffs-touch-waiting = Not due yet
handoffs-touch-none = Not promised
handoffs-reason-no-response = No response after three attempts
handoffs-reason-bad-timing = Bad timing
handoffs-reason-no-budget = No budget
handoffs-reason-wrong-contact = Wrong contact data
handoffs-reason-no-project = Not a real project
handoffs-reason-too-small = Too small
handoffs-reason-wrong-industry = Wrong industry
handoffs-reason-wrong-role = Wrong role
handoffs-reason-competitor = Locked in with a competitor
handoffs-reason-duplicate = Duplicate
handoffs-reason-territory = Out of territory

behind-withdrawn = Withdrawn
behind-open = Waiting for an answer
behind-accepted = Accepted
behind-kept = Accepted and kept
behind-returned = Returned
behind-rejected = Rejected
behind-expired = Expired
behind-decided = Decided
behind-assigned = Assigned
behind-met = Touched in time
behind-breached = Past the SLA
behind-met-late = Touched late
behind-settled = Settled
behind-met-unheld = In time with holds ignored
behind-settled-unheld = Settled with holds ignored
behind-over = Window over
behind-rejected-unworked = Rejected without a contact
behind-accepted-over = Accepted, window over
behind-accepted-untouched = Never touched
behind-routing-due = Due to be assigned
behind-routing-breached = Assigned late or not at all
behind-undecided = Unanswered too long
behind-sent-back = Rejected or returned
behind-answered = Replied by marketing
behind-engaged = Engagement known
behind-touched = Contacted
behind-attempts-due = Old enough to count attempts
behind-too-few = Too few attempts

filter-behind = Show
filter-attempt = Handoffs
filter-team = Team
filter-rep = Salesperson
filter-reason = Reason
filter-of-campaign = Campaign

reason-no-handoffs = No lead was offered to sales
reason-none-settled = No window is over yet
reason-none-decided = None was answered yet
reason-none-accepted = None was accepted yet
reason-none-assigned = Nobody was assigned yet
reason-none-touched = None was contacted yet
reason-none-sent-back = None was rejected or returned
reason-no-engagement = What made the leads ready for sales is not recorded
reason-no-work = No work of salespeople is logged
