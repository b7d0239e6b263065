//! What scripts rely on: words, shapes, and nothing else on stdout.

use opencite_sim::{Estate, Fault, FaultKind};

use crate::support::{ACCOUNT, Opencite, SimServer, assert_shape};

/// A place where one unit is complete and one is not.
fn scanned(server: &SimServer) -> Opencite {
    server.inject(Fault::on("bedrock", "ListGuardrails", FaultKind::Deny));
    let opencite = Opencite::with_sim(server);
    opencite
        .run(&["scan", "--type", "custom_model", "--type", "guardrail"])
        .exits(3);
    opencite
}

fn server() -> SimServer {
    SimServer::of(Estate::empty(ACCOUNT).with_custom_models(1))
}

/// What a command writes on stdout, with what differs in every run replaced.
fn stdout(opencite: &Opencite, words: &[&str]) -> String {
    let run = opencite.run(words).exits(0);
    assert_eq!(run.stderr, "");
    run.stdout
}

#[test]
fn assets_as_json() {
    let server = server();
    assert_shape!(stdout(&scanned(&server), &["assets", "--format", "json"]), @r#"
    [
    {"plugin":"aws_bedrock","type":"custom_model","id":"arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000","name":"model-000000","account":"111122223333","region":"us-east-1","status":"Active","properties":{"base_model":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","base_model_name":"amazon.nova-lite-v1","creation_time":"@@TIME@@","customization_type":"FINE_TUNING","hyper_parameters":{"epochCount":"2","learningRate":"0.00001"},"job_arn":"arn:aws:bedrock:us-east-1:111122223333:model-customization-job/amazon.nova-lite-v1:0/cj0000000000","job_name":"job-000000","model_arn":"arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000","model_name":"model-000000","model_status":"Active","output_data_config":{"s3_uri":"s3://ardent-training/output/"},"owner_account_id":"111122223333","training_data_config":{"s3_uri":"s3://ardent-training/0/train.jsonl"},"training_metrics":{"training_loss":0.5},"validation_metrics":[]},"relations":[{"kind":"base-model","target":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"},{"kind":"customization-job","target":"arn:aws:bedrock:us-east-1:111122223333:model-customization-job/amazon.nova-lite-v1:0/cj0000000000"},{"kind":"input-s3","target":"s3://ardent-training/0/train.jsonl"},{"kind":"output-s3","target":"s3://ardent-training/output/"}],"first_seen":"@@TIME@@","last_seen":"@@TIME@@"}
    ]
    "#);
}

#[test]
fn assets_as_csv() {
    let server = server();
    assert_shape!(stdout(&scanned(&server), &["assets", "--format", "csv"]), @r#"
    plugin,type,id,name,account,region,status,created,modified,first_seen,last_seen,relations,properties
    aws_bedrock,custom_model,arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000,model-000000,111122223333,us-east-1,Active,@@TIME@@,,@@TIME@@,@@TIME@@,base-model arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0; customization-job arn:aws:bedrock:us-east-1:111122223333:model-customization-job/amazon.nova-lite-v1:0/cj0000000000; input-s3 s3://ardent-training/0/train.jsonl; output-s3 s3://ardent-training/output/,"{""base_model"":""arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"",""base_model_name"":""amazon.nova-lite-v1"",""creation_time"":""@@TIME@@"",""customization_type"":""FINE_TUNING"",""hyper_parameters"":{""epochCount"":""2"",""learningRate"":""0.00001""},""job_arn"":""arn:aws:bedrock:us-east-1:111122223333:model-customization-job/amazon.nova-lite-v1:0/cj0000000000"",""job_name"":""job-000000"",""model_arn"":""arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000"",""model_name"":""model-000000"",""model_status"":""Active"",""output_data_config"":{""s3_uri"":""s3://ardent-training/output/""},""owner_account_id"":""111122223333"",""training_data_config"":{""s3_uri"":""s3://ardent-training/0/train.jsonl""},""training_metrics"":{""training_loss"":0.5},""validation_metrics"":[]}"
    "#);
}

#[test]
fn units_as_json() {
    let server = server();
    assert_shape!(stdout(&scanned(&server), &["units", "--format", "json"]), @r#"
    [
    {"plugin":"aws_bedrock","type":"custom_model","account":"111122223333","region":"us-east-1","outcome":"complete","assets":1,"requests":2,"error":null},
    {"plugin":"aws_bedrock","type":"guardrail","account":"111122223333","region":"us-east-1","outcome":"failed","assets":0,"requests":1,"error":{"kind":"access-denied","code":"AccessDeniedException","operation":"bedrock:ListGuardrails","message":"User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListGuardrails because no identity-based policy allows the bedrock:ListGuardrails action","action":"bedrock:ListGuardrails","attempts":0,"request_id":"@@ID@@"}}
    ]
    "#);
}

#[test]
fn scans_as_json() {
    let server = server();
    assert_shape!(stdout(&scanned(&server), &["scans", "--format", "json"]), @r#"
    [
    {"id":1,"started":"@@TIME@@","finished":"@@TIME@@","outcome":"partial","units":{"complete":1,"partial":0,"failed":1,"skipped":0},"assets":1,"requests":3,"error":null,"tags":[]}
    ]
    "#);
}

#[test]
fn a_scan_as_json() {
    let server = server();
    let opencite = scanned(&server);
    let run = opencite
        .run(&["scan", "--type", "custom_model", "--format", "json"])
        .exits(0);
    assert_shape!(run.stdout, @r#"{"scan":2,"outcome":"complete","units":{"complete":1,"partial":0,"failed":0,"skipped":0},"assets":1,"requests":1,"seconds":@@SECONDS@@}"#);
}

#[test]
fn a_partial_scan_as_json_is_one_document() {
    let server = server();
    let opencite = scanned(&server);
    let types = ["--type", "custom_model", "--type", "guardrail"];
    let run = opencite
        .run(&[&["-vv", "scan", "--format", "json"], &types[..]].concat())
        .exits(3);
    assert_eq!(run.json()["outcome"], "partial");
}

#[test]
fn a_plugin_as_json() {
    let path = Opencite::bedrock_plugin();
    let words = [
        "plugin",
        "inspect",
        path.to_str().expect("UTF-8"),
        "--format",
        "json",
    ];
    let run = Opencite::new().run(&words).exits(0);
    let keys = [
        "id", "version", "digest", "size", "types", "imports", "aws", "wasi", "policy",
    ];
    let places = keys.map(|key| run.stdout.find(&format!("\"{key}\":")));
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{}",
        run.stdout
    );
    let plugin = run.json();
    insta::assert_json_snapshot!(plugin["types"], @r#"
    [
      "automated_reasoning_policy",
      "custom_model",
      "custom_model_deployment",
      "enforced_guardrail",
      "evaluation_job",
      "guardrail",
      "imported_model",
      "inference_profile",
      "marketplace_endpoint",
      "model",
      "model_copy_job",
      "model_customization_job",
      "model_import_job",
      "model_invocation_job",
      "model_invocation_logging",
      "prompt_optimization_job",
      "prompt_router",
      "provisioned_throughput"
    ]
    "#);
    insta::assert_json_snapshot!(plugin["imports"]["wasi"], @r#"
    [
      "wasi:cli/environment@0.2.6",
      "wasi:cli/exit@0.2.6",
      "wasi:cli/stderr@0.2.6",
      "wasi:cli/stdin@0.2.6",
      "wasi:cli/stdout@0.2.6",
      "wasi:cli/terminal-input@0.2.6",
      "wasi:cli/terminal-output@0.2.6",
      "wasi:cli/terminal-stderr@0.2.6",
      "wasi:cli/terminal-stdin@0.2.6",
      "wasi:cli/terminal-stdout@0.2.6",
      "wasi:clocks/monotonic-clock@0.2.6",
      "wasi:clocks/wall-clock@0.2.6",
      "wasi:io/error@0.2.6",
      "wasi:io/poll@0.2.6",
      "wasi:io/streams@0.2.6"
    ]
    "#);
}

#[test]
fn plugins_as_json_are_those_of_a_scan() {
    let plugins = Opencite::new().json(&["plugin", "list"]);
    let ids = [
        "aws_agentcore",
        "aws_bedrock",
        "aws_bedrock_agents",
        "aws_sagemaker",
    ];
    assert_eq!([0, 1, 2, 3].map(|index| plugins[index]["id"].clone()), ids);
}

#[test]
fn nothing_stored_is_an_empty_array() {
    let server = SimServer::of(Estate::empty(ACCOUNT));
    let opencite = Opencite::with_sim(&server);
    opencite.scan_well(&["--type", "custom_model"]);
    assert_eq!(stdout(&opencite, &["assets", "--format", "json"]), "[]\n");
}

#[test]
fn tables_for_people() {
    let server = server();
    let opencite = scanned(&server);
    assert_shape!(stdout(&opencite, &["assets"]), @"
    TYPE                      NAME          STATUS  ACCOUNT       REGION     LAST SEEN   ID
    aws_bedrock/custom_model  model-000000  Active  111122223333  us-east-1  @@DATE@@  arn:aws:bedrock:us-east-1:111122223333:custom-model/amazon.nova-lite-v1:0/cm0000000000
    ");
    assert_shape!(stdout(&opencite, &["units"]), @"
    TYPE                      ACCOUNT       REGION     OUTCOME   REASON         ASSETS  REQUESTS  DETAIL
    aws_bedrock/custom_model  111122223333  us-east-1  complete  -                   1         2
    aws_bedrock/guardrail     111122223333  us-east-1  failed    access-denied       0         1  bedrock:ListGuardrails: User: arn:aws:iam::111122223333:user/opencite is not authorized to perform: bedrock:ListGuardrails because no identity-based policy allows the bedrock:ListGuardrails action
    ");
    assert_shape!(stdout(&opencite, &["scans"]), @"
    SCAN  STARTED               OUTCOME  COMPLETE  PARTIAL  FAILED  SKIPPED  ASSETS  REQUESTS  ERROR
       1  @@TIME@@  partial         1        0       1        0       1         3
    ");
}

#[test]
fn a_report_to_stdout_is_nothing_but_the_report() {
    let server = server();
    let opencite = scanned(&server);
    let html = stdout(&opencite, &["report", "--format", "html", "-o", "-"]);
    assert!(
        html.starts_with("<!doctype html>") && html.ends_with("</html>\n"),
        "{html}"
    );
    let markdown = stdout(&opencite, &["report", "--format", "markdown", "-o", "-"]);
    assert!(markdown.starts_with("# "), "{markdown}");
}

#[test]
fn a_report_takes_the_place_of_an_older_one() {
    let server = server();
    let opencite = scanned(&server);
    opencite.file("report.html", "an older report");
    let words = ["report", "--format", "html", "-o", "report.html"];
    assert_eq!(stdout(&opencite, &words), "");
    assert!(opencite.read("report.html").starts_with("<!doctype html>"));
}

#[test]
fn the_help_says_what_there_is() {
    insta::assert_snapshot!(stdout(&Opencite::new(), &["--help"]), @"
    Says what AI runs on AWS, what changed, who uses it, and how sure it is.

    Usage: opencite [OPTIONS] <COMMAND>

    Commands:
      scan         Discover what is there, and store it
      verify       Try what the plugins need: who am I, which actions work, and what is missing
      assets       List what is stored
      scans        List the scans
      units        List the units of a scan: what was asked, and how sure the answer is
      diff         Say what changed between two scans
      history      Tell the life of an asset
      tag          Give a scan a name
      prune        Forget scans, as many as are not to be kept
      db           Look after the database
      query        Ask the database in SQL
      schema       List what can be asked in SQL
      usage        Count who used which model, and how much
      invocations  List the calls of models, newest first
      report       Write a report, or send it
      deliveries   List what was sent, and what is waiting to be
      schedule     Run the jobs of the config when they are due, until stopped
      plugin       Look at plugins, and decide what they may do
      iam-policy   Print the least IAM policy that the plugins need, or the role of an account that is
                   scanned
      demo         Show the main job on a built-in simulated account: no network, no credentials
      completions  Print the completions of a shell
      man          Print the manual page
      help         Print this message or the help of the given subcommand(s)

    Options:
      -v, --verbose...  Say more of what is being done, on stderr; twice for even more
      -h, --help        Print help
      -V, --version     Print version
    ");
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = stdout(&Opencite::new(), &["--version"]);
    assert_eq!(version, format!("opencite {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn no_words_are_answered_with_the_help() {
    let run = Opencite::new().run(&[]).exits(2);
    assert!(run.stderr.contains("Usage: opencite"), "{}", run.stderr);
}

#[test]
fn shells_can_complete_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let script = stdout(&Opencite::new(), &["completions", shell]);
        for word in ["opencite", "scan", "endpoint-url"] {
            assert!(script.contains(word), "{shell}: no {word}");
        }
    }
}

#[test]
fn the_manual_page_is_one() {
    let page = stdout(&Opencite::new(), &["man"]);
    assert!(page.contains(".TH opencite 1"), "{page}");
    assert!(page.contains("opencite\\-scan(1)"), "{page}");
}
