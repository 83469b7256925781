# The pages behind the cards: sales cycle, revenue, cost of customers.
card-pages = Measure
card-page-cycle = Sales cycle
card-page-revenue = Revenue
card-page-cac = Acquisition cost
row-all = All
fact-count = { $n }
filter-since = Measured
col-day = Day
col-took = Took
col-at-risk = Followed
col-open = Still open
col-won-share = Won
col-growth-month = To the month before
col-growth-year = To a year before
col-origin = For
col-entries = Entries
col-days = Days
col-category = Category
col-in-period = In the period

cycle-title = Sales cycle
cycle-lede = How long won deals took, and how long all deals take when the open ones are counted too.
cycle-since = Measured
cycle-since-opportunity = From the opening
cycle-since-lead = From the lead
cycle-since-first-touch = From the first touch
cycle-from-opportunity = Median, opening to won
cycle-from-lead = Median, lead to won
cycle-from-first-touch = Median, first touch to won
card-cycle-median = Median
card-cycle-mean = Mean
card-cycle-mean-note = Long deals pull it up
card-cycle-p75 = Three of four within
card-cycle-p75-note = 75th percentile
card-cycle-p90 = Nine of ten within
card-cycle-p90-note = 90th percentile
def-cycle-median = Median days to winning a deal, over the deals won in the period. Deals without the day it is measured from are left out and counted. Deals still open make it look shorter than it is.
cycle-distribution = How long won deals took
cycle-takeaway = Half of the won deals took no longer than { $median }, nine of ten no longer than { $p90 }.
cycle-bin-deals = { $n ->
    [one] { $bin }: one deal
   *[other] { $bin }: { $n } deals
}
cycle-median-at = Median { $days }
cycle-empty = Nothing to measure
cycle-without-start = { $n ->
    [one] One won deal is left out: nobody knows when it began.
   *[other] { $n } won deals are left out: nobody knows when they began.
}
cycle-negative = { $n ->
    [one] One deal is left out as a data error: it ended before it began.
   *[other] { $n } deals are left out as data errors: they ended before they began.
}
cycle-without-opening = { $n ->
    [one] One deal without an opening date is left out.
   *[other] { $n } deals without an opening date are left out.
}
cycle-without-closing = { $n ->
    [one] One deal that ended on an unknown day is left out.
   *[other] { $n } deals that ended on an unknown day are left out.
}
cycle-followed = { $n ->
    [one] One deal opened in the period is followed to now; closed: { $closed }.
   *[other] { $n } deals opened in the period are followed to now; closed: { $closed }.
}
cycle-opened = Opened in the period
cycle-open-title = Still open, by days since the opening
cycle-open-takeaway = Half of the { $n } deals opened in the period were closed, won or lost, within { $days }.
cycle-open-not-reached = Half not reached: more than half of the { $n } deals opened in the period are still open.
def-cycle-open = The Kaplan–Meier share of the deals opened in the period that is still open so many days after the opening, with its 95% interval. Won and lost both close a deal; open deals are followed to now.
cycle-won-title = Won, by days since the opening
cycle-won-takeaway = { $share } won by day { $day }
cycle-won-immature = Too early: no deal has been followed for 30 days.
def-cycle-won = The Aalen–Johansen share of the deals opened in the period that was won by so many days after the opening, with its 95% interval. Losing is a competing event: leaving lost deals out would overstate winning.
cycle-none-closed = No deal opened in this period has closed yet
cycle-day = Day { $day }: { $share }
cycle-by-month = Median from the opening, by month of winning

revenue-title = Revenue
revenue-lede = What won deals brought, how it grew, and which channel came first.
card-revenue = Revenue
card-deals = Deals won
card-size = Mean deal
card-customers = New customers
def-customers = Accounts whose first won deal was won in the period, unless it is marked as existing business; where no account is known, of the lead, and where no lead is, of the deal.
revenue-by-month = Revenue by month
revenue-takeaway = { $period }: { $value }.
revenue-growths = Growth: { $list }.
revenue-growth = { $by } against { $period }
revenue-empty = No revenue to show
revenue-left-out = { $n ->
    [one] One won deal is left out: its amount or exchange rate is unknown.
   *[other] { $n } won deals are left out: their amounts or exchange rates are unknown.
}
revenue-by-channel = Revenue by channel of the first touch
revenue-channel-takeaway = The most came first through { $channel }: { $share }.
def-first-touch = Credited to the channel of the first touch ever, with no window; to the lead's first source where it has no touch; else to Unattributed, a row of its own. The rows add up to the total.
first-touch-note = A channel that comes first earns its credit without having to have any effect.

cac-title = Acquisition cost (CAC)
cac-lede = What a new customer costs, by month and by channel, and what the cost was for.
card-cac-full = Full
card-cac-media = Media only
card-cac-lagged = Lagged
def-cac-full = All sales and marketing cost of the period, divided by the new customers won in it.
def-cac-media = Campaign media cost of the period, divided by the new customers won in it.
def-cac-lagged = The cost of the period moved back by the median time from lead to won of its wins, divided by the new customers: what was spent while they were being won.
cac-lag-lead = { $days ->
    [one] Cost of { $period }, one day earlier
   *[other] Cost of { $period }, { $days } days earlier
}
cac-lag-opportunity = { $days ->
    [one] Cost of { $period }, one day earlier (from the opening)
   *[other] Cost of { $period }, { $days } days earlier (from the opening)
}
cac-by-month = Full CAC by month
cac-empty = No cost of a customer to show
cac-by-channel = By channel
cac-channel-takeaway = Least at { $low }: { $least }; most at { $high }: { $most }.
cac-by-category = Cost by category
cac-by-campaign = Cost by campaign
cac-no-campaign = No campaign
cac-no-costs = No costs to show
cac-origin-takeaway = First: { $name }, { $share } of the cost.
cac-entries = Recorded costs
cac-entries-takeaway = { $n ->
    [one] One entry touches the period.
   *[other] { $n } entries touch the period, each spread evenly over its days.
}
cac-entries-hidden = { $n } more are not shown; the file has all of them.
cac-days-without-rate = { $n ->
    [one] One day of a cost is left out: no exchange rate is known for it.
   *[other] { $n } days of costs are left out: no exchange rate is known for them.
}
cac-unallocated = Unallocated
category-media = Media
category-people = People
category-tools = Tools
category-agency = Agency
category-event = Events
category-events = Events
category-content = Content
category-other = Other
