use super::*;

const DEALS: &str = r#"
source = "crm"
zone = "Asia/Riyadh"
currency = "SAR"
date_order = "dmy"
exported_on = "2026-03-31"

[vocabularies.state]
Gewonnen = "won"

[[table]]
kind = "deal"
headers = ["id", ["stage", "state"]]
file = "deals*.csv"
alone = "old_*.csv"

[table.columns]
external_id = "id"
opened_at = ["opened", "created"]
closed_at = { column = "closed", when = { column = "stage", equals = ["Won", "Lost"] } }
outcome = { column = "stage", vocabulary = "state", otherwise = "open" }
"#;

#[test]
fn a_mapping_is_read_and_written_again() {
    let mapping = Mapping::parse(DEALS).unwrap();
    assert_eq!(mapping.currency, Some(CurrencyChoice::Fixed("SAR".parse().unwrap())));
    assert_eq!(mapping.tables[0].columns[&Field::OpenedAt].columns, ["opened", "created"]);
    assert_eq!(Mapping::parse(&mapping.to_toml().unwrap()).unwrap(), mapping);
}

#[test]
fn a_wrong_mapping_says_where() {
    let wrong = |from: &str, to: &str| Mapping::parse(&DEALS.replace(from, to)).unwrap_err();
    assert_eq!(wrong("external_id = \"id\"", "email = \"id\""), MappingError::WrongField { table: 1, field: "email" });
    assert_eq!(
        wrong("external_id = \"id\"", "stage = \"id\""),
        MappingError::MissingField { table: 1, field: "external_id, name" }
    );
    assert!(matches!(wrong("vocabulary = \"state\"", "vocabulary = \"x\""), MappingError::NoVocabulary { .. }));
    assert!(matches!(wrong("headers = [\"id\", [\"stage\", \"state\"]]", "headers = []"), MappingError::NoHeaders { .. }));
    assert!(matches!(wrong("zone = \"Asia/Riyadh\"", "zone = \"Mars\""), MappingError::Syntax(_)));
    assert!(matches!(wrong("kind = \"deal\"", "kind = \"deal\"\nextra = 1"), MappingError::Syntax(_)));
    assert_eq!(Mapping::parse("source = \"x\"").unwrap_err(), MappingError::NoTables);
}

#[test]
fn the_documented_and_the_example_mappings_are_sound() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/mappings");
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let example = readme.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(Mapping::parse(example).unwrap().tables.len(), 1);
    for name in ["maven_crm.toml", "synthetic.toml", "b2b_mini.toml"] {
        Mapping::parse(&std::fs::read_to_string(folder.join(name)).unwrap()).unwrap();
    }
}
