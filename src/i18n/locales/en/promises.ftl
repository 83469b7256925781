# What the teams promise each other about handoffs.
promises-title = Handoff agreements
promises-lede = How fast sales answers an offered lead, why it may say no, and which leads are offered by themselves.
promises-read-only = How fast sales answers an offered lead, why it may say no, and which leads are offered by themselves. Managers and administrators change this.
promise-usual = Usual
promise-saved = Saved
promise-stale = Somebody changed this meanwhile. Saving again replaces what stands now.
promise-actions = Action
promise-change = Change
promise-up = Move up:
promise-down = Move down:
promise-on = Yes
promise-off = No
promise-never = Never
promise-state = State
promise-unused = Not in use
promise-version = Version
promise-version-n = Version { $n }
promise-older = { $n ->
    [one] one running clock keeps an older one
   *[other] { $n } running clocks keep an older one
}

promise-policies = SLA policies
promise-policies-take = The first policy whose conditions a lead meets is its policy. A change is a new version for new handoffs; running clocks keep theirs. One policy for every lead always stays.
promise-add-policy = New policy
promise-change-policy = Change a policy
promise-new-policy-lede = It is asked before all others; move it down where it should come later.
promise-policy-lede = Saving makes a new version for new handoffs. Clocks that run keep the version they began with.
promise-name = Name
promise-for = For
promise-every-lead = Every lead
promise-never-reached = Never reached: a policy above takes every lead
promise-retire = Retire
promise-retire-warning = No new handoff gets it. Clocks that run keep it.
promise-retire-now = Retire now

promise-conditions = Conditions
promise-conditions-hint = One value a line; any of them will do. A lead must meet all that are filled. None filled: every lead.
promise-sources = Source
promise-channels = Channel
promise-personas = Persona
promise-regions = Region
promise-segments = Segment
promise-known = In use: { $values }
promise-known-some = In use: { $values } and others
promise-min-score = Score of at least
promise-min-value = Expected value of at least
promise-condition = { $what }: { $values }
promise-score-from = Score from { $n }
promise-value-from = Value from { $amount }
promise-and = { $a }; { $b }

promise-windows = Windows
promise-day-hint = All in working time of sales, whose usual day has { $length }.
promise-assign = Assigned within
promise-touch = First touch within
promise-decide = Decided within
promise-expire = Undecided after that, it expires
promise-expire-short = Expires after
promise-expire-hint = Left out, an offer never expires.
promise-unit-of = Unit: { $what }
promise-unit-minutes = minutes
promise-unit-hours = hours
promise-unit-days = working days
promise-span-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
promise-span-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
promise-span-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
promise-span-calendar-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
promise-around = The clock never stops: nights, weekends and holidays count, and a day has 24 hours
promise-clock = Clock
promise-around-short = Around the clock
promise-calendar = Calendar of sales

promise-escalation = Escalation
promise-escalation-hint = The salesperson is told at risk and at the breach. The rest is up to you.
promise-at-risk = At risk from
promise-tell-manager = Tell the manager at the breach
promise-tell-manager-short = Manager told at the breach
promise-again = Told again after the breach
promise-again-hint = Left out, nobody is told again.
promise-reassign = Given to somebody else after the breach
promise-reassign-hint = Left out, it stays with its salesperson.
promise-effort = Attempts
promise-effort-hint = Fewer touches in so many days after acceptance count as too few attempts.
promise-effort-of = { $k } in { $n } days
promise-attempts = Touches
promise-attempt-days = Days

promise-reasons = Reasons for rejecting and returning
promise-reasons-take = Each says what becomes of the lead. The first six in use are on the number keys of the inbox, the others under “more”.
promise-add-reason = New reason
promise-change-reason = Change a reason
promise-reason-lede = A change holds for answers from now on.
promise-reason = Reason
promise-reason-name = Name
promise-reason-word = Left out, it is called “{ $word }” in the language of each reader.
promise-reason-key = Number key
promise-more = More
promise-reason-active = In use
promise-outcome = What becomes of the lead
promise-outcome-back = Back to marketing
promise-outcome-recycle = Again later
promise-outcome-disqualify = Out
promise-recycle-days = Again after days
promise-recycle-hint = Only where the lead comes again later.
promise-recycle-after = { $n ->
    [one] Again after { $n } day
   *[other] Again after { $n } days
}

promise-rules = Offers by rule
promise-rules-take = When a person or a live source brings a lead to MQL, the first rule in use whose conditions it meets offers it at once. Imported files are history: they offer nothing.
promise-no-rules = No rule yet: every offer is made by a person.
promise-add-rule = New rule
promise-change-rule = Change a rule
promise-rule-conditions = Which leads
promise-rule-offer = The offer
promise-rule-offer-hint = Whoever has the account or its open deal comes first, unless you name a person. Where nobody can be assigned, the lead is listed with the reason.
promise-rule-active = In use
promise-rule-on = In use
promise-route = To
promise-route-person = A person
promise-route-queue = The queue of sales
promise-route-round_robin = In turn
promise-person = Person
promise-nobody = Nobody
promise-note = Why now
promise-note-hint = Sales reads it with the lead.

error-promise-list = At most 100 values of at most 200 characters each
error-promise-number = Write a number, such as 70
error-promise-amount = Write an amount above 0 in the currency of the workspace, such as 12500
error-promise-window = Write a whole number above 0; at most a year
error-promise-share = Write a whole number from 1 to 99
error-promise-attempts = Write a whole number from 1 to 100
error-promise-attempt-days = Write a whole number from 1 to 365
error-promise-recycle = Write a whole number of days from 1 to 3650
error-promise-last = This is the last policy for every lead. Make another one without conditions first, so that no lead is left without a promise.
error-promise-last-reason = This is the last reason in use
error-promise-person = Choose somebody of sales
error-promise-note = Use at most 4,000 characters

audit-verb-not_offered = Not offered by a rule
audit-kind-sla_policy = SLA policy
audit-kind-handoff_reason = Reason of handoffs
audit-kind-offer_rule = Rule of offers
audit-field-position = Order
audit-field-conditions = Conditions
audit-field-around_the_clock = Around the clock
audit-field-assign = Window for assigning
audit-field-touch = Window for the first touch
audit-field-decide = Window for deciding
audit-field-expire = Expiry
audit-field-at_risk = At risk
audit-field-tell_manager = Manager told at the breach
audit-field-tell_again = Told again
audit-field-reassign = Given to somebody else
audit-field-attempts = Attempts
audit-field-outcome = What becomes of the lead
audit-field-active = In use
audit-field-route = To whom
audit-field-note = Note
