# Who did what.
audit-title = Audit log
audit-lede = Who did what to which record, newest first. Fields are named; values are shown only where they are of nobody in person.
audit-none = Nothing yet
audit-when = When
audit-who = Who
audit-verb = What
audit-kind = Kind
audit-record = Record
audit-details = Details
audit-nobody = Command line or job
audit-from-to = from { $before } to { $after }
audit-leads = { $n ->
    [one] { $n } lead
   *[other] { $n } leads
}
audit-deals = { $n ->
    [one] { $n } deal
   *[other] { $n } deals
}
audit-campaigns = { $n ->
    [one] { $n } campaign
   *[other] { $n } campaigns
}

audit-verb-accepted = Acceptance of a handoff
audit-verb-added = Addition
audit-verb-archived = Archiving
audit-verb-assigned = Assignment of a handoff
audit-verb-backed_up = Backup
audit-verb-changed = Change
audit-verb-closed = Closing of a deal
audit-verb-confirmed = Confirmation
audit-verb-contacted = Contact with the lead of a handoff
audit-verb-corrected = Correction of an entry
audit-verb-created = Creation
audit-verb-deactivated = Deactivation
audit-verb-ended = End
audit-verb-ended_sessions = Other sessions ended
audit-verb-erased = Erasure
audit-verb-escalated = Escalation of a handoff
audit-verb-expired = Expiry of a handoff
audit-verb-exported = Data taken along
audit-verb-handed_over = Hand-over of open work
audit-verb-held = Hold of a handoff
audit-verb-imported = Import
audit-verb-invited = Invitation
audit-verb-joined = First sign-in
audit-verb-logged = Activity logged
audit-verb-merged = Two leads merged
audit-verb-moved = Move to a stage
audit-verb-offered = Offer to sales
audit-verb-offered_reset = Link for a new password
audit-verb-proposed = Proposal
audit-verb-reactivated = Reactivation
audit-verb-received = Records received by token
audit-verb-reconsidered = Answer to a handoff taken back
audit-verb-recorded = Entry
audit-verb-rejected = Rejection of a handoff
audit-verb-removed = Removal
audit-verb-reopened = Reopening
audit-verb-replied = Reply to a rejection or return
audit-verb-reset_password = New password by link
audit-verb-restored = Restore
audit-verb-revoked = Token revoked
audit-verb-retried = E-mail tried again
audit-verb-returned = Return of a handoff
audit-verb-set_up = Set-up
audit-verb-set_up_demo = Demo company
audit-verb-signed_in = Sign-in
audit-verb-tested = Test e-mail
audit-verb-undone = Import undone
audit-verb-unlogged = Activity taken back
audit-verb-unmerged = Merge taken back
audit-verb-withdrawn = Offer withdrawn
audit-verb-withdrew = Invitation withdrawn

audit-kind-account = Account
audit-kind-api_token = API token
audit-kind-calendar = Working hours
audit-kind-campaign = Campaign
audit-kind-chart_note = Note on a chart
audit-kind-database = Database
audit-kind-deal = Deal
audit-kind-exchange_rate = Exchange rate
audit-kind-handoff = Handoff
audit-kind-holiday = Day off
audit-kind-import = Import
audit-kind-kpi = Goal
audit-kind-lead = Lead
audit-kind-leave = Leave
audit-kind-letter = E-mail
audit-kind-person = Person
audit-kind-user = User
audit-kind-workspace = Workspace

audit-field-alignment_start = Alignment start
audit-field-body = Text
audit-field-currency = Currency
audit-field-day = Day
audit-field-email = E-mail address
audit-field-fiscal_month = Fiscal year
audit-field-horizon = Days until a lead counts as converted
audit-field-hours = Hours
audit-field-language = Language
audit-field-marketing_owner = Owner in marketing
audit-field-name = Name
audit-field-owner_id = Owner
audit-field-password = Password
audit-field-role = Role
audit-field-sales_owner = Owner in sales
audit-field-seasons = Seasons
audit-field-target = Target
audit-field-team = Team
audit-field-week_start = First day of the week
audit-field-weekend = Weekend
audit-field-zone = Time zone

filter-person = who
filter-verb = what
filter-kind = kind
