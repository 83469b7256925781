# Changing many leads of the list at once.
bulk-label = Change several leads
bulk-pick = Choose { $name }
bulk-page = Choose this page
bulk-selected = Chosen:
bulk-all = { $n ->
    [one] The one lead of this list:
   *[other] All { $n } leads of this list:
}
bulk-all-too-many = This list has more than { $n } leads. Narrow it with the filters to change all of it at once.
bulk-title-owner = Change owner
bulk-title-stage = Change stage
bulk-save-owner = Change owner
bulk-save-stage = Change stage
bulk-lede = { $n ->
    [one] 1 lead: { $names }.
   *[other] { $n } leads: { $names }.
}
bulk-and-more = { $n ->
    [one] 1 more
   *[other] { $n } more
}
bulk-choose = Choose
bulk-nobody = Nobody
bulk-nothing = Choose at least one lead in the list first.
bulk-unreadable = This choice cannot be read. Nothing was changed. Choose the leads in the list again.
bulk-too-many = At most { $n } leads are changed at once. Narrow the list with the filters.
bulk-back = Back to the list
bulk-done-owner = { $n ->
    [one] 1 lead now belongs to { $name }.
   *[other] { $n } leads now belong to { $name }.
}
bulk-done-nobody = { $n ->
    [one] 1 lead now belongs to nobody.
   *[other] { $n } leads now belong to nobody.
}
bulk-done-stage = { $n ->
    [one] 1 lead was moved to “{ $stage }”.
   *[other] { $n } leads were moved to “{ $stage }”.
}
bulk-done-none = No lead was changed.
bulk-changed = Changed ({ $n })
bulk-left-forbidden = Not changed: somebody else’s lead ({ $n })
bulk-left-deal = Not changed: its deal decides the stage ({ $n })
bulk-left-early = Not changed: this is before the lead was created ({ $n })
bulk-left-reason = Not changed: a reason is needed ({ $n })
bulk-left-same = Not changed: it was so already ({ $n })
bulk-left-erased = Not changed: this person was erased ({ $n })
bulk-left-gone = Not changed: the lead no longer exists ({ $n })
