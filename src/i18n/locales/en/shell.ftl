# The frame around every page.
brand = Mihwar
brand-description = Sales and marketing alignment dashboard
skip-to-content = Skip to content
nav-main = Main
nav-quick = Quick
nav-measure = Measure
nav-work = Work
nav-agree = Agree
nav-more = More
nav-overview = Alignment overview
nav-overview-short = Overview
nav-handoffs = Handoffs
nav-open = { $n ->
    [one] { $n } open
   *[other] { $n } open
}
nav-leads = Leads
nav-deals = Deals
nav-imports = Imports
nav-settings = Settings
nav-menu = Menu
search = Search
search-hint = Search leads
language-name = English
theme-switch = Switch light or dark
shortcuts = Keyboard shortcuts
shortcuts-search = Search
shortcuts-overview = Go to overview
shortcuts-leads = Go to leads
shortcuts-handoffs = Go to handoffs
shortcuts-accept = Accept a handoff
shortcuts-reject = Reject a handoff, then 1 to 6 for the reason
shortcuts-contact = Log a call, e-mail, WhatsApp or meeting
shortcuts-undo = Take the last answer back
shortcuts-rows = Next, previous row
shortcuts-list = This list
shortcuts-note = Keys follow their place on the keyboard, so they also work with an Arabic layout. Turn them off in Settings.
user-menu = Account
user-preferences = My preferences
user-sign-out = Sign out
toast-close = Close
toast-undo = Undo

role-viewer = Viewer
role-sales = Sales
role-marketing = Marketing
role-manager = Manager
role-admin = Administrator

stage-lead = Lead
stage-mql = Marketing qualified
stage-sal = Sales accepted
stage-sql = Sales qualified
stage-opportunity = Opportunity
stage-won = Customer
stage-lost = Lost
stage-recycled = Recycled
stage-disqualified = Disqualified

error-403-title = You may not see this page
error-403-body = Your role does not include it. An administrator can change that.
error-404-title = This page does not exist
error-404-body = The address may be mistyped, or the record was removed.
error-409-title = Someone else changed this first
error-409-body = Open the page again to see the new state, then repeat your change.
error-429-title = Too many attempts
error-429-body = Wait a few minutes, then try again.
error-500-title = Something went wrong on our side
error-500-body = Nothing that you entered was half-saved. Give the code { $id } to whoever looks after the server.
error-not-ready-title = Not ready yet
error-not-ready-body = The server is starting or cannot reach its database. This page works again as soon as it can.
error-home = Go to the overview
error-retry = Try again
error-sign-in = Sign in
