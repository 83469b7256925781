# Funnel and cohorts.
nav-funnel = Funnel and cohorts
nav-funnel-short = Funnel
funnel-more = Funnel and cohorts
funnel-views = View
funnel-view-stages = Stages
funnel-view-cohorts = Cohorts
funnel-view-durations = Time in stages
funnel-view-outcomes = Won and lost
funnel-lede-stages = How far leads come, where the others are now, and who does better than the rest.
funnel-lede-cohorts = The leads of each month, followed month after month.
funnel-lede-durations = How long leads stand in each stage before they leave it.
funnel-lede-outcomes = Of the deals that were closed, which were won, and why the others were lost.
filter-view = View
filter-by = Split
figure-interval = 95% interval { $range }
delta-said = { $way } { $by }

col-interval = 95% interval
col-step = Step
col-now = Now
col-before = Before
col-change = Change
col-furthest = Furthest stage
col-now-in = Now
col-why = Reason
col-leads = Leads
col-entered = Entered
col-ratio = Of the stage before
col-against-rest = Against the rest
col-arrived = Arrived
col-so-far = So far
col-within = Won in { $days } days
col-same-month = Same month
col-median = Median
col-mean = Mean
col-p75 = p75
col-p90 = p90
col-left = Left it
col-still-there = Still there
col-undated = Unknown days
col-errors = Data errors
col-deals-closed = Deals closed
col-deals-lost = Deals lost
col-share = Share
col-amount = Amount

funnel-compared = Compared at the same age
def-funnel-compared = The earlier leads are read as they stood when they were as old as the leads of this period are now, so that a young cohort is not set against a finished one.
funnel-compared-most = Changed most: { $step }, { $after } after { $before }.
funnel-compared-none = No step has changed by enough leads to be judged: that takes 30 on both sides.
funnel-step = { $from } → { $to }
funnel-left = Where the others are now
left-still-here = Waiting
reason-not-given = No reason given
reason-others = Other reasons
funnel-left-most = The most common reason given: { $reason }, { $n } at “{ $stage }”.
funnel-left-no-reasons = Nobody gave a reason for leaving.
funnel-period = Period funnel: what happened in the period
def-funnel-period = Leads that first entered each stage in the period, whenever they were created. The stages count different leads, so the ratios may pass 100% and have no interval.
funnel-period-takeaway = Entries in { $period }, whenever the lead was created. Ratios may pass 100%.
funnel-period-ratio = { $ratio } of the stage before
funnel-period-empty = Nothing happened
funnel-period-none = { $period }: no lead entered a stage.
funnel-split = Side by side: { $by }
funnel-split-by = Split by
funnel-to-mql = → MQL
funnel-to-sal = → SAL
funnel-to-sql = → SQL
funnel-to-opportunity = → Opportunity
funnel-to-won = → Customer
funnel-customers = Lead to customer
def-funnel-split = Each value's leads of the period and how far they came. A value stands above or below the rest when the 95% interval of the difference from all other leads leaves out zero; that is judged from 30 leads on both sides.
funnel-split-note = The dotted line is the rate of all leads; grey dots have fewer than 30 leads.
funnel-split-hidden = { $n } values with fewer leads are not shown; the file has all of them.
funnel-split-same = All leads: { $all }. None differs clearly from the rest.
funnel-split-above = All leads: { $all }. Clearly above the rest: { $above }.
funnel-split-below = All leads: { $all }. Clearly below the rest: { $below }.
funnel-split-both = All leads: { $all }. Clearly above the rest: { $above }. Below: { $below }.
standing-above = Above
standing-below = Below
standing-same = No clear difference
standing-few = Too few to judge

cohorts-title = { $stage }: share of the leads of each month
cohorts-stage = Stage reached
cohorts-takeaway = { $months ->
    [one] By the end of the same month: { $after } of the leads of { $now }, after { $before } of those of { $then }.
   *[other] By the end of month { $months }: { $after } of the leads of { $now }, after { $before } of those of { $then }.
}
cohorts-note = Hatched: not yet, the month is not over. The darker, the larger the share.
cohorts-not-yet = not yet
cohorts-undated = { $n ->
    [one] One lead came so far on an unknown day: it counts in “so far” only.
   *[other] { $n } leads came so far on an unknown day: they count in “so far” only.
}
def-cohorts = The leads created in each month, and the share of them that had reached the stage by the end of that month, of the next one, and so on. Every cell opens its leads.

durations-title = Time in each stage
def-durations = The total of a lead's stays in a stage, from its log. Counted are the leads of the period that left the stage; those still there would make it longer.
durations-takeaway = The longest: “{ $stage }”, { $days } at the median.
durations-left = { $n ->
    [one] one lead left it
   *[other] { $n } leads left it
}
durations-note = Leads still in a stage are not in these times, so that young months look faster than they are.
durations-empty = No times to show
durations-empty-body = No lead of this period has left a stage on a known day.
durations-errors = Data errors
durations-errors-takeaway = { $n ->
    [one] One stay ends before it begins. It is left out of the times above.
   *[other] { $n } stays end before they begin. They are left out of the times above.
}
durations-leads = { $n ->
    [one] One lead
   *[other] { $n } leads
}
reason-nobody-left = Nobody has left this stage yet

win-rate-title = Win rate
def-win-rate = Deals won, divided by the deals won and lost, of the deals closed in the period.
win-rate-takeaway = { $rate } of the closed deals were won ({ $detail }).
win-rate-change = Change: { $change }.
win-rate-empty = No closed deals
lost-title = Why deals were lost
lost-takeaway = { $n ->
    [one] One deal was lost. The reason: { $reason }.
   *[other] { $n } deals were lost. The most common reason: { $reason }, { $share }.
}
lost-takeaway-none = { $n ->
    [one] One deal was lost. Nobody said why.
   *[other] { $n } deals were lost. Nobody said why.
}
lost-empty = No lost deals
lost-empty-body = No deal was lost in this period.

lead-split = Value
lead-split-value = { $by }: { $name }
lead-reached-by = Reached by
lead-entered = Entered
lead-entered-in = { $stage }, { $period }
lead-reason = Reason
lead-time-in = Time in stage
time-in-known = left it
time-in-running = still there
time-in-undated = unknown days
time-in-negative = data error
deal-customer = Customer
deal-customer-new = New
deal-credited = First touch
deal-took = Took
took-between = { $from } to { $to } days
took-unknown = beginning unknown
took-negative = ended before it began
clock-opportunity = From the opening
clock-lead = From the lead
clock-first-touch = From the first touch
source-unattributed = Unattributed
filter-reached-by = Reached by
filter-entered = Entered
filter-entered-in = Entered in
filter-time-in = Time in stage
filter-time = What is known of the time
filter-split = Split
filter-split-value = Value
filter-took = Took
filter-took-from = Measured
filter-customer = Customer
