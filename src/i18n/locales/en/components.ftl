# Words that belong to components, not to a page.
delta-up = up
delta-down = down
delta-same = no change
delta-better = (better)
delta-worse = (worse)

definition-of = Definition of { $name }
kpi-no-comparison = No earlier period to compare
kpi-target-met = Target { $target }, met
kpi-target-close = Target { $target }, close
kpi-target-missed = Target { $target }, missed
kpi-ceiling-met = Ceiling { $target }, met
kpi-ceiling-close = Ceiling { $target }, close
kpi-ceiling-missed = Ceiling { $target }, missed
kpi-no-target = No target set
kpi-no-data = No data in this period
kpi-loading = Loading
kpi-few = { $n ->
    [one] Few data: one case
   *[other] Few data: { $n } cases
}
kpi-stale = Last good value, { $date }

filters = Filters
filter-from = From
filter-to = To
filter-apply = Apply
filter-clear = Clear all
filter-remove = Remove { $name }
filter-freshness = Data to { $time }
filter-dates-in-words = { $from } to { $to }, both days included

table-open = Show as table
sort-ascending = sorted ascending
sort-descending = sorted descending
pager = Pages
pager-previous = Previous
pager-next = Next
pager-range = { $range } of { $total }
pager-range-many = { $range } of more than { $total }

export = Export
export-csv = CSV
export-xlsx = Excel
copy-link = Copy link
copy-done = Link copied

form-required = required
form-optional = optional
form-errors = { $n ->
    [one] One thing to fix
   *[other] { $n } things to fix
}
form-saving = Saving
form-cancel = Cancel
dialog-close = Close

funnel-moved-on = move on
funnel-lost = { $n } drop out
funnel-target = target { $target }
owned-marketing = Owned by marketing
owned-sales = Owned by sales
owned-both = Shared result
funnel-handoff = Handoff
