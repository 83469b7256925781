# Further contacts of a deal.
contact-title = Add a contact
contact-lede = Who else belongs to this deal? Their touches count for it too.
contact-search = Name, e-mail, phone or id of a lead
contact-choose = Contact
contact-change = Change
contact-add = Add
contact-add-who = Add { $name }
contact-remove = Take away
contact-remove-who = Take away { $name }
contact-added = Added as a contact of this deal
contact-removed = No contact of this deal any more
contact-is-its-lead = The deal came from this lead already
change-linked = Contact added
change-unlinked = Contact taken away
audit-verb-linked = Contact added
audit-verb-unlinked = Contact taken away
