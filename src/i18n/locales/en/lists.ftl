# Lists, their search and their files; what an address asks for in vain.
filter-unknown = This page has no filter named { $name }, so it shows everything without it.
filter-alone = { $name } needs { $needs } beside it, so this page shows everything without it.
filter-closed = Closed
filter-opened = Opened
filter-stage = Stage
filter-outcome = Outcome
filter-account = Company
filter-reached = Came at least to
filter-furthest = Furthest stage
filter-skipped = Skipped
filter-old-enough = Old enough for
filter-won-within = Won within
filter-quality = Expected value
filter-as-of = As of
filter-sort = The order
filter-q = Search

search-hint-deals = Search deals
leads-lede-own = Everybody who showed interest. Open one to see what happened. Your exports hold contact data of your own leads only.
deals-lede-by-date = Every deal with its amount and how it ended: the last closed first, open ones by the day of their opening.

grade-high = High
grade-middle = Middle
grade-low = Low
grade-unvalued = Not known

quality-unvalued = { $n ->
    [one] One lead without an expected value: { $reason }
   *[other] { $n } leads without an expected value: { $reason }
}

rates-hint = Enter exchange rates

sheet-notes = Notes
sheet-zone = Times are in { $zone }.
sheet-cut = Excel takes no more than { $n } rows. The CSV file holds all.
file-reason = Why there is no value
