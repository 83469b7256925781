# Teams, people, the way in by a link.
team-sales = Sales
team-marketing = Marketing
owner-nobody = Nobody
owner-of-team = { $name } · { $team }
error-owner = Choose somebody from the list
