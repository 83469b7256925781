# Handoffs: the inbox of sales, and what marketing sees of it.
handoffs-views = View
handoffs-view-mine = Mine
handoffs-view-team = Team
handoffs-view-done = Done
handoffs-view-sent = Sent
handoffs-view-unassigned = Unassigned
handoffs-view-n = { $name } { $n }
handoffs-over = Past the SLA
handoffs-soon = Due within the hour
handoffs-later = Later
handoffs-waiting = Waiting in the queue
handoffs-all = All handoffs
handoffs-choose = Choose a handoff in the list.
handoffs-none-mine = Nothing waiting for you.
handoffs-none-team = Nothing waiting. Every handoff is answered and touched.
handoffs-none-done = You have answered no handoffs yet.
handoffs-none-sent = You have offered no leads to sales yet. Open a lead and choose “Offer to sales”.
handoffs-none-unassigned = Every offer has somebody.
handoff-fit = Score
handoff-lead-page = Lead page

handoff-state-offered = Offered
handoff-state-accepted = Accepted
handoff-state-rejected = Rejected
handoff-state-expired = Expired
handoff-state-withdrawn = Withdrawn
handoff-state-returned = Returned
handoff-owed-rejected = Rejected: reply due
handoff-owed-returned = Returned: reply due

unassigned-queue = In the team’s queue
unassigned-inactive = Nobody takes leads yet
unassigned-on_leave = Everybody is away
unassigned-not_working = Nobody works today
unassigned-full = Everybody has as many as they take

clock-left = { $time } left
clock-late = { $time } late
clock-paused = { $time } left, outside working hours
clock-held = On hold
clock-unassigned = Nobody assigned
clock-met = Contacted after { $time }
clock-met-late = Contacted { $time } late
clock-ended = Ended without contact
clock-due = First contact due: { $when }
clock-resumes = The clock goes on: { $when }
clock-used = { $used } of { $window } of working time used

handoff-accept = Accept
handoff-reject = Reject
handoff-return = Return
handoff-hold = Hold
handoff-withdraw = Withdraw
handoff-assign = Assign
handoff-assign-to = Give it to
handoff-choose-person = Choose a person
handoff-offer-again = Offer again
handoff-log = Log a contact
handoff-log-hint = Logging a contact also accepts the handoff and stops the clock. You can undo it.
handoff-outcome-none = No outcome
handoff-why = Why marketing sent this lead
handoff-touches = Touchpoints
handoff-history = History of this handoff
handoff-why-back = Why it came back
handoff-by-rule = by the rule { $name }
handoff-warn-customer = The account is a customer already.
handoff-warn-deal = There is an open deal.
handoff-warn-deal-of = { $name } has an open deal here.
handoff-warn-owner = The lead belongs to { $name }.

handoff-reason = Reason
handoff-note = Note to marketing
handoff-recycle = Offer again from
handoff-recycle-hint = Leave it empty to go by the reason.
handoff-reject-title = Reject this handoff
handoff-reject-save = Reject and return
handoff-return-title = Return this lead to marketing
handoff-return-save = Return
handoff-goes-back = The lead returns to marketing with your reason.
handoff-goes-back-to = The lead returns to { $name } in marketing with your reason.
handoff-reason-until = { $reason }, again from { $day }
handoff-hold-title = Hold this handoff
handoff-hold-save = Hold
handoff-hold-lede = The clock stands still until the end of the day. A handoff is held once.
handoff-hold-reason = Why
handoff-hold-until = Until the end of
handoff-reply-note = Reply to sales
handoff-agree = Agree
handoff-contest = Contest
handoff-reply-agreed = { $name } agreed.
handoff-reply-contested = { $name } contested it.

handoff-told-offered = Offered
handoff-told-offered-by = Offered by { $name }
handoff-told-assigned = Given to { $name }
handoff-told-queued = Back in the queue
handoff-told-touched = First contact
handoff-told-accepted = Accepted
handoff-told-accepted-by = Accepted by { $name }
handoff-told-rejected = Rejected
handoff-told-rejected-by = Rejected by { $name }
handoff-told-returned = Returned
handoff-told-returned-by = Returned by { $name }
handoff-told-replied = Reply of marketing
handoff-told-replied-by = Reply by { $name }
handoff-told-held = Held until { $until }: { $why }

handoff-accepted = Handoff accepted. Marketing was told.
handoff-contacted = Contact logged.
handoff-rejected = Rejected. The lead is back with marketing.
handoff-returned = Returned. The lead is back with marketing.
handoff-undone = Taken back.
handoff-withdrawn = Offer withdrawn.
handoff-assigned = Assigned.
handoff-replied = Reply sent.
handoff-held = On hold.

handoff-already-accepted = Accepted by { $name } at { $when }. Nothing was changed.
handoff-already-rejected = Rejected by { $name } at { $when }. Nothing was changed.
handoff-already-returned = Returned by { $name } at { $when }. Nothing was changed.
handoff-already = This handoff stands as “{ $state }” now. Nothing was changed.
handoff-qualified = The lead was qualified by sales, so it is not returned any more. Move the lead to another stage instead.
handoff-held-before = It was on hold once. A handoff is held only once.
handoff-touched = Sales contacted this lead already. There is no clock to hold.
handoff-too-late = { $n ->
    [one] Answers can be taken back for { $n } minute, and not once somebody went on from them.
   *[other] Answers can be taken back for { $n } minutes, and not once somebody went on from them.
}
handoff-unavailable = This person takes no leads, or is away. Choose somebody else.
error-handoff-reason = Choose a reason
error-day-ahead = Choose a day after today, at most ten years ahead
error-hold-reason = Say why it is held
error-hold-until = Choose a day from today on, at most 90 days ahead

bulk-title-offer = Offer leads to sales
bulk-offered = { $n ->
    [one] { $n } lead was offered to sales.
   *[other] { $n } leads were offered to sales.
}
bulk-offered-none = No lead was offered.
bulk-offered-these = Offered ({ $n })
bulk-offer-unassigned = Offered, but nobody could be assigned ({ $n })
bulk-offer-already = Not offered: it is offered already ({ $n })
bulk-offer-with-sales = Not offered: sales has it already ({ $n })
bulk-offer-unavailable = Not offered: this person takes no leads, or is away ({ $n })
bulk-offer-out-of-sight = Not offered: archived, or the person was erased ({ $n })
offer-title = Offer to sales
offer-save = Offer
offer-lede = Sales gets the lead with your note. The clock starts when somebody has it.
offer-to = For
offer-to-hint = Whoever has the account or its open deal comes first, unless you name a person.
offer-round-robin = Whoever’s turn it is
offer-queue = The team’s queue
offer-note = Why now
offer-note-hint = What makes it worth a call today.
offer-know-first = Know first:
offer-and = ·
offer-done = Offered to sales.
offer-unassigned = Offered, but nobody could be assigned. The list names the reason.
error-offer-already = This lead is offered already and waits for an answer
error-offer-with-sales = Sales has this lead already
error-offer-unavailable = This person takes no leads, or is away. Choose somebody else
error-offer-out-of-sight = The lead is archived, or its person was erased
policy-usual = Usual promise
step-first-contact = First contact
step-follow-up = Follow up
