# Imports.
import-reason = Reason
import-reason-missing = is missing
import-reason-no-identity = has no id, e-mail address or phone number to recognise it by
import-reason-impossible-date = is a date that does not exist
import-reason-not-a-date = is not a date
import-reason-future-date = is in the future
import-reason-not-a-number = is not a number
import-reason-out-of-range = is out of range
import-reason-negative-cost = a cost cannot be negative
import-reason-negative-amount = an amount cannot be negative
import-reason-unknown-stage = is not a stage
import-reason-unknown-word = is not one of the words known here
import-reason-unknown-currency = is not a currency
import-reason-too-long = is too long
import-reason-closed-without-date = the deal is closed but has no closing date
import-reason-closed-without-outcome = the deal has a closing date but is neither won nor lost
import-reason-closed-before-opened = the deal was closed before it was opened
import-reason-ends-before-start = ends before it starts
import-reason-extra-cells = the row has more cells than the header
import-reason-unknown-lead = no such lead has been imported
import-reason-ambiguous = belongs to several leads; merge them first
import-reason-refused = the database refuses the row
import-row-reason = { $field }: { $what }
import-reason-value = { $what } ({ $value })

imports-title = Imports
imports-lede = Files of other systems, and what came of each row.
imports-add = Import files
imports-empty = Nothing has been imported yet
imports-empty-body = Upload exports of your CRM and ad accounts as they are, or files made from the templates below.
imports-when = When
imports-who = By
imports-file = File
imports-files = Files
imports-state = State
imports-read = Rows
imports-new = New
imports-changed = Changed
imports-merged = Merged
imports-unchanged = Unchanged
imports-rejected = Came back
imports-all = All files
imports-command-line = Command line
imports-more-files = { $n ->
    [one] { $files } and one more
   *[other] { $files } and { $n } more
}

import-state-draft = To be confirmed
import-state-running = Running
import-state-done = Done
import-state-failed = Stopped
import-state-interrupted = Interrupted
import-state-undone = Undone

import-templates = Templates
import-templates-body = Files with these headings are imported without any questions. Columns that you do not need can stay empty.
import-template-leads = One row per person: who it is, where they came from, their stage today.
import-template-stage-events = One row each time a lead entered a stage, with the time.
import-template-touches = One row a contact with marketing or sales: visit, ad click, form, e-mail, call.
import-template-campaigns = One row a campaign: channel, dates, budget, owner.
import-template-campaign-costs = What campaigns and teams cost, by day or period.
import-template-deals = One row a deal: amount, stage, dates, outcome.
import-template-activities = Calls, e-mails and meetings of salespeople.
import-mappings = Saved mappings
import-mappings-body = How the columns of a source become ours. Choose one at the next upload, or keep the file.

import-kind-account = Companies
import-kind-campaign = Campaigns
import-kind-campaign-cost = Costs
import-kind-lead = Leads
import-kind-deal = Deals
import-kind-stage-event = Stage history
import-kind-touch = Touchpoints
import-kind-activity = Activities

import-sender-mihwar = Our template
import-sender-hubspot = HubSpot
import-sender-salesforce = Salesforce
import-sender-pipedrive = Pipedrive
import-sender-google-ads = Google Ads
import-sender-meta-ads = Meta Ads
import-sender-linkedin-ads = LinkedIn Ads
import-sender-microsoft-ads = Microsoft Ads
import-sender-unknown = Unknown sender

import-new-title = Import files
import-new-lede = Nothing is stored before you confirm on the next page how the files are read.
import-files = Files
import-files-hint = CSV or .xlsx, several at once, up to 1 GB together
import-recognise = Recognise by the headings
import-saved = How to read them
import-mapping = Mapping file
import-mapping-hint = A .toml file, if you have one for these files
import-upload = Upload
import-new-note = No export at hand? Start from the templates:

import-draft-title = Confirm the import
import-draft-lede = This is how the files would be read. Nothing is stored yet; files that nobody confirms are deleted after 7 days.
import-rows = { $n ->
    [one] One row
   *[other] { $n } rows
}
import-choose = Choose
import-answer = The file does not tell. Choose one.
import-sheet = Sheet
import-kind = What the file holds
import-dates = Order of dates
import-dates-file = As the file tells
import-dates-dmy = Day first: 31/12/2026
import-dates-mdy = Month first: 12/31/2026
import-currency = Currency
import-currency-file = As the file tells
import-currency-workspace = { $currency }, the workspace's
import-zone = Time zone
import-zone-hint = Of times that name none. Empty: the workspace's.
import-source = Source
import-source-hint = The system that the ids belong to. Keep it the same at every import.
import-columns = Columns of { $kind }
import-no-column = Not in this file
import-sample = For example { $value }
import-constant = Always { $value }
import-unmapped = Kept with the records, but not read: { $columns }
import-preview = First rows, and what would become of them
import-line = Line
import-verdict = Result
import-row-good = Will be imported
import-row-if-known = Only if it is known already
import-needed = No column is read as: { $fields }. Rows that need it come back. Choose its column below.
import-needed-here = Needed: choose the column that holds it.
import-mapping-download = Download this mapping
import-start = Import
import-again = Show the rows again
import-discard = Discard
import-save-mapping = Save the mapping
import-save-name = Name
import-save = Save
import-nothing-to-save = There is no mapping to save yet.
import-questions-open = Some files need an answer first.
import-changed = The rows below are read the new way
import-mapping-saved = Mapping saved
import-discarded = Upload discarded

import-title = Import
import-about = { $who }, { $when }
import-about-command-line = Command line, { $when }
import-running = Importing
import-rows-read = { $n ->
    [zero] No rows read yet
    [one] One row read
   *[other] { $n } rows read
}
import-reload = Show the latest state
import-resume = Resume
import-back = All imports
import-undo = Undo
import-undo-body = Every record that this import made goes, every value that it changed comes back. What people changed since stays.
import-undo-confirm = Undo this import
import-undone-all = Everything that this import brought is gone
import-undone-some = Undone; something stayed, see below
import-undone-before = This import was not running any more
import-done-clean = Every row landed.
import-done-rejected = { $n ->
    [one] All rows landed but one, which came back with a reason.
   *[other] All rows landed but { $n }, which came back with reasons.
}
import-interrupted-body = The server stopped in the middle. What landed stays. Resume to bring in the rest, or undo.
import-forgotten = The rows that came back and the values before the changes were deleted 90 days after this import, because they hold personal data. It cannot be undone any more.
import-files-gone = The uploaded files are gone. Upload them again.
import-files-elsewhere = The files of this import are not on this server. Run the same command again: what landed counts as unchanged.
import-counts = Rows by file
import-left-out = Left out
import-left-out-why = The mapping names no table for this file.
import-rejected = Rows that came back
import-rejected-body = Put them right in the file and import that: rows that landed already are not taken twice.
import-rejected-first = { $n ->
    [one] The first { $shown } of one.
   *[other] The first { $shown } of { $n }.
}
import-rejected-download = Download as CSV
import-cells = Row
import-cell = { $header }: { $value }
import-of-file = { $file }: { $what }

import-error-unknown = Something went wrong. The log of the server says more.
import-error-no-files = Choose at least one file.
import-error-too-many-files = That are more than { $number } files. Upload them in parts.
import-error-upload-too-large = The files are larger than { $number } MB together. Upload them in parts, or use the command line.
import-error-disk-full = The disk of the server is full. Nothing was kept.
import-error-io = The file cannot be read from the disk of the server.
import-error-empty = The file holds no rows.
import-error-binary = This is neither a text file nor an .xlsx workbook. Export it as CSV.
import-error-old-workbook = This is an old .xls workbook. Save it as .xlsx or CSV.
import-error-workbook = The workbook is damaged or protected. Save it anew as .xlsx without a password.
import-error-too-large = The file is larger than { $number } MB. Save it as CSV, or split it.
import-error-too-many-rows = The file has more than { $number } rows. Split it.
import-error-too-many-columns = The file has more than { $number } columns.
import-error-row-too-long = The row that begins at line { $number } does not end. Most often a quotation mark is never closed.
import-error-not-named = The mapping does not name this file: it is left out.
import-error-no-table = The mapping has no table for these headings.
import-error-ask-date-order = In { $word }, { $detail } can be read two ways. Say whether the day or the month comes first.
import-error-ask-currency = The file does not tell the currency of its amounts. Choose it.
import-error-ask-zone = The file does not tell the time zone of its times. Choose it.
import-error-ask-sheet = The workbook has several sheets. Choose one.
import-error-ask-kind = What the file holds cannot be told from its headings. Choose it.
import-error-mapping-syntax = The mapping file cannot be read: { $detail }
import-error-mapping-no-tables = The mapping file has no table.
import-error-mapping-no-headers = Table { $number } of the mapping names no headings.
import-error-mapping-wrong-field = Table { $number } of the mapping reads { $word }, which its kind does not have.
import-error-mapping-missing-field = A column is missing. Choose one for: { $word }
import-error-mapping-no-vocabulary = Table { $number } of the mapping uses the vocabulary { $word }, which is not there.
import-error-nothing-fits = None of the files can be imported.
import-error-database-away = The database could not be reached for a minute. Resume when it is back.
import-error-database = The database refused to go on. The log of the server says more.
import-error-reader = Reading stopped unexpectedly. Resume to try again.
import-error-undone-kept = Records that stayed because something was built on them: { $number }. Values that stayed because somebody changed them since: { $detail }.

import-field-external-id = Id
import-field-key2 = Second key
import-field-event-id = Id of the event
import-field-email = E-mail
import-field-phone = Phone
import-field-first-name = First name
import-field-last-name = Last name
import-field-full-name = Full name
import-field-company = Company
import-field-domain = Web domain
import-field-country = Country
import-field-region = Region
import-field-segment = Segment
import-field-source = Source
import-field-medium = Medium
import-field-campaign = Campaign
import-field-channel = Channel
import-field-created-at = Created
import-field-updated-at = Updated
import-field-stage = Stage
import-field-owner = Owner
import-field-persona = Buyer persona
import-field-score = Fit score
import-field-value = Expected value
import-field-currency = Currency
import-field-consent-at = Consent given
import-field-lead = Lead
import-field-entered-at = Entered the stage
import-field-actor = Who did it
import-field-reason = Reason
import-field-visitor = Visitor
import-field-kind = Kind
import-field-occurred-at = Happened
import-field-responded = Responded
import-field-name = Name
import-field-parent = Parent campaign
import-field-start-date = Starts
import-field-end-date = Ends
import-field-budget = Budget
import-field-sales-partner = Sales partner
import-field-category = Cost category
import-field-amount = Amount
import-field-contacts = Contacts
import-field-account = Company
import-field-opened-at = Opened
import-field-expected-close = Expected close
import-field-closed-at = Closed
import-field-outcome = Outcome
import-field-lost-reason = Reason of loss
import-field-business = New or existing business
import-field-deal = Deal
import-field-happened-at = Happened
import-field-note = Note
import-field-gclid = Google click id
import-field-gbraid = Google click id (app)
import-field-wbraid = Google click id (web to app)
import-field-msclkid = Microsoft click id
import-field-fbclid = Facebook click id
import-field-li-fat-id = LinkedIn click id
import-field-ctwa-clid = WhatsApp click id
