# Notes on charts.
notes-title = Notes on charts
notes-lede = What happened on a day. Every trend marks it, so that whoever reads a chart later knows why a line moved.
notes-lede-read = What happened on a day. Every trend marks it. Viewers read notes; every other role may write them.
notes-empty = No notes yet
notes-empty-body = A campaign that began, a price that changed, a holiday: one sentence is enough.
notes-in-trend = { $n ->
    [one] One note in these months
   *[other] { $n } notes in these months
}
notes-of-month = Notes
note-title = Note
note-said = { $day }: { $body } ({ $author })
note-add = Add a note
note-change = Change the note
note-day = Day
note-body = What happened
note-body-hint = At most 280 characters. Everybody in the workspace can read it.
note-save = Save note
note-saved = Note saved
note-remove = Remove the note
note-remove-hint = It disappears from the list and from every chart.
note-removed = Note removed
note-stale = Somebody changed this note meanwhile. Saving again replaces what stands now.
error-note-long = Write at most 280 characters
error-note-day = Choose a day
