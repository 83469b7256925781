# The overview and what reports share.
period-quarter-1 = Q1 { $year }
period-quarter-2 = Q2 { $year }
period-quarter-3 = Q3 { $year }
period-quarter-4 = Q4 { $year }
period-quarter-only-1 = Q1
period-quarter-only-2 = Q2
period-quarter-only-3 = Q3
period-quarter-only-4 = Q4
period-this-quarter = This quarter
period-last-quarter = Previous quarter
period-this-month = This month
period-last-month = Previous month
period-last-days = Last { $n } days
period-ytd = Year to date
period-since-alignment = Since the alignment
versus = vs { $period }
versus-to-day = vs { $period }, to day { $day }
growth-more = { $by } more than { $period }
growth-less = { $by } less than { $period }

filter-period = Period
filter-compare = Compare
filter-region = Region
filter-segment = Segment
filter-channel = Channel
filter-campaign = Campaign
filter-persona = Persona
filter-owner = Owner
filter-source = Source
filter-trend = Trend
filter-all = All
filter-without = Without
filter-ignored = { $name }: there is no “{ $value }” here, so this page shows its default.
filter-ignored-blank = { $name }: what was asked for says nothing, so this page shows its default.
compare-previous = Period before
compare-year = A year before
compare-none = Nothing
export-json = JSON

reason-no-leads = No leads in this period
reason-nobody-reached = Nobody reached this stage
reason-no-deals-closed = No deals were closed
reason-no-deals-won = No deals were won
reason-no-deals-opened = No deals with an opening date
reason-no-durations = No won deal has both dates
reason-no-amounts = No amounts are known
reason-no-costs = No costs were recorded
reason-no-rates = No exchange rate for these amounts
reason-costs-not-split = Costs are not recorded by this filter
reason-no-customers = No new customers
reason-not-reached = Half have not got there yet
reason-immature = Too early to know
reason-no-history = No past year to learn from
reason-nothing-before = Nothing before to compare with
reason-unattributed = Belongs to no channel

delta-new = from nothing
delta-lacks = { $versus }: nothing there to compare ({ $reason })
interval-range = { $lo } to { $hi }
rate-few = { $rate } (few: { $n })
dash = –
sentences = { $a } { $b }

kpi-conversion = Lead-to-customer rate
kpi-cycle = Median sales cycle
kpi-cac = Acquisition cost (CAC)
kpi-revenue = Revenue
kpi-quality = New leads by quality
kpi-not-compared = Not compared
kpi-conversion-note = { $won } of { $leads } so far, { $open } still open
kpi-deals-won = { $n ->
    [one] One deal won
   *[other] { $n } deals won
}
kpi-cac-note = { $n ->
    [one] { $cost } for one new customer
   *[other] { $cost } for { $n } new customers
}
def-conversion = Of the leads created in the period, the share that is a customer so far. Leads still open may yet be won. The comparison reads the earlier leads when they were as old as these are now. The line shows the share won within { $days } days of creation, by month. The goal, the share within { $days } days, judges only leads at least that old.
def-cycle = Median days from the opening of a deal to winning it, over the deals won in the period. Deals still open make it look shorter than it is.
def-cac = All sales and marketing cost of the period, divided by the new customers won in it. A new customer is an account's first won deal.
def-revenue = Amounts of the deals won in the period, in the currency of the workspace at the rate of the closing day.
def-quality = Leads created in the period. Each is worth what leads of its source, persona and segment brought in the twelve months before: the share that was won, times the mean amount. High, middle and low are the thirds of those months, so that a growing upper third means better leads.
def-trend-conversion = Leads won within { $days } days of their creation, divided by the leads created in the month that are at least { $days } days old.
def-trend-cycle = Median days from the opening of a deal to winning it, over the deals won in the month.
def-trend-cac = All sales and marketing cost of the month, divided by the new customers won in it.
def-trend-revenue = Amounts of the deals won in the month.
fact-period = Period
fact-records = Records
fact-n = n = { $n }
fact-interval = 95% interval
fact-comparison = Comparison

quality-mean = { $mean } expected per lead
quality-third = Expected value
quality-leads = Leads
quality-value = Mean value
quality-high = High
quality-middle = Middle
quality-low = Low
quality-note = Thirds of the leads of the twelve months before

trend-switch = Number shown
trend-conversion = Conversion
trend-cycle = Cycle
trend-cac = CAC
trend-revenue = Revenue
kpi-trend-conversion = Converted within { $days } days, by month of arrival
kpi-trend-cycle = Median sales cycle by month
kpi-trend-cac = Acquisition cost (CAC) by month
kpi-trend-revenue = Revenue by month
trend-alignment-began = Alignment began { $date }
trend-takeaway = { $after } in { $now }, after { $before } in { $then }.
trend-matures-one = { $month } is not final: its leads are too young. It matures on { $date }.
trend-matures = Dashed months are not final: their leads are too young. { $first } matures on { $from }, { $last } on { $to }.
trend-matures-on = Matures on { $date }
trend-running = { $month } runs to { $date }.
trend-so-far = So far
trend-final = Final
trend-empty = No months to show

col-month = Month
col-won = Won in time
col-leads-of-age = Leads old enough
col-deals-won = Deals won
col-cost = Cost
col-customers = New customers
col-state = State
col-stage = Stage
col-reached = Reached
col-moved-on = Moved on
col-waits = Waiting
col-recycled = Recycled
col-ended = Lost or disqualified
col-skipped = Skipped
col-next = To the next stage
col-cumulative = Of all leads

stages-lead = Leads
stages-mql = Marketing qualified
stages-sal = Sales accepted
stages-sql = Sales qualified
stages-opportunity = Opportunities
stages-won = Customers
funnel-title = Lead to customer funnel
funnel-takeaway = { $leads ->
    [one] { $period }: one lead created, { $rate } won so far, { $open } still open.
   *[other] { $period }: of { $leads } leads created, { $rate } are customers so far and { $open } are still open.
}
funnel-takeaway-none = { $period }: no leads were created.
funnel-empty = No leads to follow
funnel-note = Leads by the furthest stage that they have reached so far. Waiting leads are not lost.
funnel-skips = Passed without a stop: { $list }.
funnel-skipped = { $stage } by { $n }
funnel-won-after-recycling = { $n ->
    [one] One customer was won after being recycled.
   *[other] { $n } customers were won after being recycled.
}
funnel-waits = { $n ->
    [one] { $n } waits
   *[other] { $n } wait
}
funnel-recycled = { $n } recycled
funnel-ended = { $n } lost or disqualified

start-title = When did you start?
start-body = Set the day since which sales and marketing work by their agreement. Every trend then marks it, and before and after can be compared.
start-body-ask = No day is set since which sales and marketing work by their agreement. An administrator can set it in the settings.
start-action = Set the alignment start

first-title = No data yet
first-body = Import leads and deals, and this page fills by itself. CSV and Excel files work as they are; nothing is stored before you have seen a preview.
first-body-ask = Nobody has imported leads or deals yet. Someone with the right to import can do so.
first-action = Import files
first-leads = Leads and their stages
first-leads-body = Who came when, from where, and how far: conversion, the funnel and quality need them.
first-leads-action = Import leads
first-deals = Deals
first-deals-body = Opened, won or lost, and for how much: sales cycle, win rate and revenue need them.
first-deals-action = Import deals
first-costs = Costs
first-costs-body = Media, tools and people by date range: acquisition cost needs them.
first-costs-action = Import costs
first-start = The alignment start
first-start-body = The day since which both teams work by their agreement: every trend marks it.
first-start-action = Set the day

file-figure = Figure
file-value = Value
file-numerator = Numerator
file-denominator = Denominator
file-n = n
file-lo = 95% low
file-hi = 95% high
file-unit = Unit
file-currency = Currency
