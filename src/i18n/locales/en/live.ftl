# Pages that stay up to date while they are open.
live-new = New handoffs:
live-show = Show them
live-lost = The connection for live news is lost. This page now looks for news every minute.
live-changed = This handoff has changed.
live-badge = { $n ->
    [one] one handoff waits for you
   *[other] { $n } handoffs wait for you
}
live-answer-offered = The offer is open again
live-answer-offered-by = { $name } took the answer back: the offer is open again
live-answer-accepted = Accepted
live-answer-accepted-by = Accepted by { $name }, { $at }
live-answer-rejected = Rejected
live-answer-rejected-by = Rejected by { $name }, { $at }
live-answer-returned = Returned
live-answer-returned-by = Returned by { $name }, { $at }
live-answer-expired = Expired without an answer
live-answer-expired-by = Expired without an answer
live-answer-withdrawn = Marketing took this offer back
live-answer-withdrawn-by = Marketing took this offer back
