# What people are told: under the bell, and by e-mail.
notices-title = Notifications
notices-lede = What happened to your handoffs, newest first.
notices-mail-on = You are told by e-mail too.
notices-mail-off = You are not told by e-mail.
notices-mail-none = This server sends no e-mail.
notices-none = Nothing yet
notices-none-body = Offers, answers and whatever is late show here as they happen.
notices-new = New
notices-read = Mark as read
notices-read-all = Mark all as read
bell-unread = { $n ->
    [one] Notifications, { $n } unread
   *[other] Notifications, { $n } unread
}
bell-more = { $n }+
bell-unread-more = Notifications, more than { $n } unread

notice-offered = New handoff: { $lead }
notice-offered-by = New handoff from { $who }: { $lead }
notice-taken_over = Given to somebody else: { $lead }
notice-taken_over-by = Given to somebody else by { $who }: { $lead }
notice-accepted = Handoff accepted: { $lead }
notice-accepted-by = Handoff accepted by { $who }: { $lead }
notice-rejected = Handoff rejected: { $lead }
notice-rejected-by = Handoff rejected by { $who }: { $lead }
notice-returned = Lead returned to marketing: { $lead }
notice-returned-by = Lead returned to marketing by { $who }: { $lead }
notice-withdrawn = Offer withdrawn: { $lead }
notice-withdrawn-by = Offer withdrawn by { $who }: { $lead }
notice-held = Handoff on hold: { $lead }
notice-held-by = Handoff put on hold by { $who }: { $lead }
notice-agreed = Marketing agrees with what you sent back: { $lead }
notice-agreed-by = Agreed by { $who } with what you sent back: { $lead }
notice-contested = Marketing contests what you sent back: { $lead }
notice-contested-by = Contested by { $who }, what you sent back: { $lead }
notice-at_risk = First contact is due soon: { $lead }
notice-breached = First contact is late: { $lead }
notice-told_again = Still no contact, long past the SLA: { $lead }
notice-decide_breached = The answer is late: { $lead }
notice-assign_breached = Nobody was assigned in time: { $lead }
notice-nobody_else = Late, and nobody else can take it: { $lead }
notice-expired = Offer expired without an answer: { $lead }
notice-hold_over = The hold is over: { $lead }
notice-recycle_due = The day has come to offer it again: { $lead }
notice-other = News about { $lead }

mail-open = Open it in Mihwar:
mail-why = You get this because you take part in handoffs at { $company }. You can turn e-mail off in your preferences:
mail-test-subject = Test e-mail from Mihwar
mail-test-body = E-mail from Mihwar at { $company } arrives. Nothing else is to be done.
field-mailed = Tell me about handoffs by e-mail too
hint-mailed = Everything stands under the bell in any case.
hint-mailed-off = This server sends no e-mail yet. Everything stands under the bell.

outbox-title = E-mail
outbox-lede = Who is told by e-mail what stands under the bell, and what became of it. A letter that could not go within six hours is given up.
outbox-on-title = E-mail is on
outbox-on = It goes by { $host }, from { $from }.
outbox-off = E-mail is off
outbox-off-body = This server was not told how to send e-mail. Everybody sees everything under the bell, and nothing is kept to be sent later. To turn it on, set these variables for the server and start it again:
outbox-off-example = Variables that turn e-mail on
outbox-off-after = Afterwards this page sends you a test.
outbox-no-address = Links in e-mails lead to where the server listens. Set MIHWAR_PUBLIC_URL to the address that people use.
outbox-last = Last sent
outbox-never = Never
outbox-waiting = Waiting
outbox-failed = Failed
outbox-test = Send a test e-mail to me
outbox-tested = The test goes within seconds. Open this page again to see what came of it.
outbox-retried = It is tried again within seconds.
outbox-not-failed = It did not fail any more. Nothing was changed.
outbox-list = Letters
outbox-views = Letters
outbox-view-all = All
outbox-view-waiting = Waiting
outbox-view-sent = Sent
outbox-view-failed = Failed
outbox-view-off = Not sent
outbox-none = No letters
outbox-none-body = Each e-mail shows here, with what became of it.
outbox-when = When
outbox-person = For
outbox-about = About
outbox-state = State
outbox-why = Details
outbox-action = Action
outbox-state-waiting = Waiting
outbox-state-sent = Sent
outbox-state-failed = Failed
outbox-state-off = Off
outbox-test-letter = Test
outbox-retry = Try again
outbox-again = { $n ->
    [one] Tried { $n } time, again: { $when }. { $error }
   *[other] Tried { $n } times, again: { $when }. { $error }
}
outbox-error-too_old = Older than six hours, so no news any more
outbox-error-address = The person’s e-mail address cannot be used
outbox-error-timeout = The mail server did not answer in time
