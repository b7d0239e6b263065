//! The program `opencite-sim`.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opencite-sim"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().expect("starts")
}

#[test]
fn it_says_where_it_is_and_ends_with_its_input() {
    let mut child = start(&[
        "--estate",
        "custom-models:3",
        "--fault",
        "bedrock:ListCustomModels@eu-west-1=deny",
    ]);
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let line = lines.next().expect("a line").expect("text");
    let announced: Value = serde_json::from_str(&line).expect("JSON");
    assert!(
        announced["endpoint_url"]
            .as_str()
            .is_some_and(|url| url.starts_with("http://127.0.0.1:"))
    );
    assert_eq!(announced["access_key_id"], "AKIAOPENCITE7EXAMPLE");
    assert!(announced["secret_access_key"].is_string());
    drop(child.stdin.take());
    assert!(child.wait().expect("ends").success());
    assert!(lines.next().is_none(), "nothing else is printed");
}

#[test]
fn it_says_what_is_wrong_with_its_arguments() {
    let wrong = |arguments: &[&str]| {
        let output = start(arguments).wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).expect("text")
    };
    assert!(wrong(&["--estate", "huge"]).contains("no estate is called \"huge\""));
    assert!(wrong(&["--fault", "bedrock:X=explode"]).contains("no fault is called \"explode\""));
}
