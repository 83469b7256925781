# Since you last looked: what changed its state.
since-title = Since you last looked, on { $date }
since-reached = { $name } passed its target
since-moved = { $name } moved from { $from } to { $to }
since-moved-with-target = { $name } moved from { $from } to { $to }; its target changed
since-compared = { $name }, compared with the period before: was { $from }, is { $to }
since-met = met
since-close = close
since-missed = missed
since-pace-met = on pace
since-pace-close = just behind pace
since-pace-missed = behind pace
since-better = better
since-worse = worse
since-same = no clear change
since-not-judged = not judged
since-won-none = No deals won since
since-won = { $n ->
    [one] One deal won since
   *[other] { $n } deals won since
}
since-closed-none = No deals closed since
since-closed = { $n ->
    [one] One deal closed since
   *[other] { $n } deals closed since
}
since-leads-none = No leads since
since-leads = { $n ->
    [one] One lead since
   *[other] { $n } leads since
}
