# Shared goals: numbers with owners and dated targets.
nav-goals = Shared goals
nav-goals-short = Goals
goals-lede = The numbers that sales and marketing answer for together, each with its target and an owner in both teams.
goals-none-judged = No target can be judged yet.
goals-on-pace = { $n ->
    [one] { $met ->
        [0] The only target that can be judged is not met.
       *[other] The only target that can be judged is met or on pace.
    }
   *[other] { $met } of { $n } targets that can be judged are met or on pace.
}
goals-all-owned = Every number has an owner in both teams.
goals-unowned = { $n ->
    [one] One number lacks an owner in a team.
   *[other] { $n } numbers lack an owner in a team.
}
goals-note = Now is the running quarter so far, as on the overview; conversion is the newest month whose leads are all old enough. The dark tick is the target, the light one what is due by today.
goals-col-number = Number
goals-col-now = Now
goals-col-target = Target
goals-col-state = State

goal-conversion = Converted within { $days } days
goal-growth = Revenue growth over a year
goal-leads = New leads
goal-win-rate = Win rate
goal-quality = Expected value per new lead
def-goal-growth = Revenue of the period minus that of the same period a year earlier, divided by the latter.
def-goal-leads = Leads created in the period.
def-goal-win-rate = Deals won divided by deals won or lost, of the deals closed in the period.
def-goal-quality = Mean of what the new leads are worth: what leads of their source, persona and segment brought in the twelve months before.
goal-more-is-better = More is better
goal-less-is-better = Less is better: the target is a ceiling
goal-rule-sum = Monthly targets add up over a period, a part of a month by its days. While it runs, the part is due that the same period of the year before had reached by the same day; without one, a straight line.
goal-rule-level = The target in force on the last day seen of a period holds for all of it.
fact-target = Target
fact-direction = Direction
fact-target-rule = How the target is read

target-on-pace = Target { $target }, on pace
target-just-behind = Target { $target }, just behind pace
target-behind = Target { $target }, behind pace
target-too-early = Target { $target }, too early to judge
target-judged-from = Target { $target }, judged from { $date }
target-only = Target { $target }
target-within = { $target } within { $days } days
target-partial = The target does not cover the whole period
target-filtered = Targets are for all records
target-set = Set a target

goal-standing = How it stands
goal-now = Now ({ $period })
goal-due = Due by today
goal-see-trend = See its trend
goal-set-target = Set a target
goal-field-month = From month
goal-hint-month = It holds from this month until the next target. Months before keep theirs.
goal-field-value = Target
goal-hint-sum = For one month. Longer periods add up.
goal-hint-level = The same for a month, a quarter and a year.
goal-unit-days = days
goal-unit-leads = a month
goal-save-target = Save target
goal-end-target = No target from this month
goal-targets = Targets by month
goal-no-targets-yet = No target has been set yet.
goal-change = Change
goal-change-month = Change { $month }
goal-remove = Remove
goal-remove-month = Remove the target from { $month }
goal-planned = Planned
goal-over = Over
goal-in-force = In force
goal-ended = No target
goal-owners = Owners
goal-owners-hint = One person of each team answers for the number.
goal-nobody = Nobody yet
goal-no-owner = No owner
goal-nobody-in-team = Nobody is in this team yet.
goal-save-owners = Save owners
goal-saved = Saved
goal-stale = Somebody changed this number meanwhile. Saving again replaces what stands now.
goal-stands = Stands now from { $month }
goal-yours = Yours
goal-history = Who changed what
goal-when = When
goal-what = What
goal-who = Who
goal-by-command = Command line
goal-was-set = Target from { $month }: { $target }
goal-was-ended = No target from { $month }
goal-was-removed = Target from { $month } removed
goal-owners-changed = Owner changed: { $fields }
goal-marketing-owner = Marketing
goal-sales-owner = Sales

error-goal-month = Choose a month from the list
error-goal-ratio = Write a percentage above 0 and up to 100, such as 6.5
error-goal-growth = Write a percentage, such as 12 or -3
error-goal-days = Write a number of days above 0, such as 30
error-goal-count = Write a whole number above 0, such as 250
error-goal-money = Write an amount above 0 in the currency of the workspace, such as 250000
error-goal-owner = Choose somebody of this team
