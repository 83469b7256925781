//! The table of role × right (DESIGN.md §7), whole.

use mihwar::domain::api::Scope;
use mihwar::domain::person::Role;
use mihwar::web::access::{Access, ROUTES, allows};

#[test]
fn every_role_has_the_rights_of_the_table() {
    use Access::{Admin, Auditor, Campaigner, Contacts, Editor, Importer, Member, Notes, Public, Targets};
    let table = [
        (Role::Viewer, vec![Public, Member]),
        (Role::Sales, vec![Public, Member, Contacts, Editor, Notes]),
        (Role::Marketing, vec![Public, Member, Contacts, Editor, Campaigner, Importer, Notes]),
        (Role::Manager, vec![Public, Member, Contacts, Editor, Campaigner, Importer, Notes, Targets, Auditor]),
        (Role::Admin, vec![Public, Member, Contacts, Editor, Campaigner, Importer, Notes, Targets, Auditor, Admin]),
    ];
    assert_eq!(table.len(), Role::ALL.len());
    for (role, rights) in table {
        for right in [Public, Member, Contacts, Editor, Campaigner, Importer, Notes, Targets, Auditor, Admin] {
            assert_eq!(allows(right, role), rights.contains(&right), "{role:?} {right:?}");
        }
        for scope in Scope::ALL {
            assert!(!allows(Access::Token(*scope), role), "a session is no token: {role:?} {scope:?}");
        }
    }
}

#[test]
fn only_the_way_in_is_open_to_strangers() {
    let open: Vec<&str> = ROUTES.iter().filter(|(_, access)| *access == Access::Public).map(|(route, _)| *route).collect();
    assert_eq!(
        open,
        ["/", "/sign-in", "/set-up", "/set-up/demo", "/me/preferences", "/api/openapi.json", "/join/{token}", "/styleguide"]
    );
}
