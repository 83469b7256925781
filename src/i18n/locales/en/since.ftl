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
since-won = { $n ->
    [0] No deals won since
    [one] One deal won since
   *[other] { $n } deals won since
}
since-closed = { $n ->
    [0] No deals closed since
    [one] One deal closed since
   *[other] { $n } deals closed since
}
since-leads = { $n ->
    [0] No leads since
    [one] One lead since
   *[other] { $n } leads since
}
