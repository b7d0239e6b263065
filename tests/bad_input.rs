//! What the operator gets wrong: each gets one clear message, naming the thing and the way out, and the status 2 where
//! the words or the config are wrong, 1 where the world is.

use std::fs::{File, Permissions};
use std::io::pipe;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use opencite_sim::{Estate, Sim};

use crate::support::{ACCOUNT, Opencite, Run, SimServer};

/// What the program says on stderr when it refuses, having said nothing on stdout.
fn refusal(opencite: &Opencite, status: i32, words: &[&str]) -> String {
    let run = opencite.run(words).exits(status);
    assert_eq!(run.stdout, "");
    opencite.redacted(&run.stderr)
}

mod plugins {
    use super::*;

    fn refused(words: &[&str]) -> String {
        refusal(
            &Opencite::new(),
            2,
            &[&["scan", "--plugins"], words].concat(),
        )
    }

    /// The refusal of a file of that content.
    fn refused_file(content: &[u8]) -> String {
        let opencite = Opencite::new();
        opencite.file("x.wasm", content);
        refusal(&opencite, 2, &["scan", "--plugins", "x.wasm"])
    }

    #[test]
    fn a_glob_that_matches_nothing() {
        insta::assert_snapshot!(refused(&["nowhere/*.wasm"]), @r#"
        error: no plugin matches "nowhere/*.wasm"
        hint: Build the plugins with `make plugins`, then name them: --plugins plugins/*.wasm
        "#);
    }

    #[test]
    fn a_glob_that_is_none() {
        insta::assert_snapshot!(refused(&["x[.wasm"]), @r#"error: "x[.wasm" is not a glob: Pattern syntax error near position 1: invalid range pattern"#);
    }

    #[test]
    fn a_file_that_is_not_there() {
        insta::assert_snapshot!(refused(&["nowhere.wasm"]), @"
        error: cannot read plugin nowhere.wasm: No such file or directory (os error 2)
        hint: Check the path and its permissions.
        ");
    }

    #[test]
    fn a_directory_in_the_place_of_a_file() {
        insta::assert_snapshot!(refused(&["."]), @"
        error: cannot read plugin .: Is a directory (os error 21)
        hint: Check the path and its permissions.
        ");
    }

    #[test]
    fn a_directory_without_plugins() {
        let opencite = Opencite::new();
        insta::assert_snapshot!(refusal(&opencite, 2, &["scan", "--plugin-dir", "."]), @"
        error: there is no .wasm file in .
        hint: Build the plugins with `make plugins`, then name them: --plugins plugins/*.wasm
        ");
    }

    #[test]
    fn a_directory_that_is_not_there() {
        let opencite = Opencite::new();
        let words = ["scan", "--plugin-dir", "nowhere"];
        insta::assert_snapshot!(refusal(&opencite, 2, &words), @"error: cannot read plugin directory nowhere: No such file or directory (os error 2)");
    }

    #[test]
    fn an_empty_file() {
        insta::assert_snapshot!(refused_file(b""), @"
        error: x.wasm is not a WebAssembly component but an empty file
        hint: Build the plugin for wasm32-wasip2, and copy the .wasm file whole.
        ");
    }

    #[test]
    fn garbage() {
        insta::assert_snapshot!(refused_file(b"garbage"), @"
        error: x.wasm is not a WebAssembly component but something unknown
        hint: Build the plugin for wasm32-wasip2, and copy the .wasm file whole.
        ");
    }

    #[test]
    fn a_native_program() {
        let program = std::fs::read(env!("CARGO_BIN_EXE_opencite")).expect("it is built");
        insta::assert_snapshot!(refused_file(&program[..4096]), @"
        error: x.wasm is not a WebAssembly component but a native program
        hint: Build the plugin for wasm32-wasip2, and copy the .wasm file whole.
        ");
    }

    #[test]
    fn a_core_module() {
        insta::assert_snapshot!(refused_file(b"\0asm\x01\0\0\0"), @"
        error: x.wasm is not a WebAssembly component but a core WebAssembly module
        hint: Build the plugin for wasm32-wasip2, and copy the .wasm file whole.
        ");
    }

    #[test]
    fn a_component_that_is_cut_off() {
        let whole = std::fs::read(Opencite::bedrock_plugin()).expect("`make plugins` was run");
        let said = refused_file(&whole[..whole.len() / 2]);
        assert!(
            said.starts_with("error: x.wasm is not a valid WebAssembly component: "),
            "{said}"
        );
        assert!(said.contains("copy the .wasm file whole"), "{said}");
    }

    #[test]
    fn the_same_plugin_by_two_names() {
        let opencite = Opencite::new().without_env("OPENCITE_PLUGIN_DIR");
        let plugin = std::fs::read(Opencite::bedrock_plugin()).expect("`make plugins` was run");
        opencite.file("a.wasm", &plugin);
        opencite.file("b.wasm", &plugin);
        let words = ["scan", "--plugins", "a.wasm", "b.wasm"];
        insta::assert_snapshot!(refusal(&opencite, 2, &words), @"
        error: plugin id aws_bedrock is used by both a.wasm and b.wasm
        hint: Name only one of them with --plugins.
        ");
    }
}

mod words {
    use super::*;

    fn refused(words: &[&str]) -> String {
        let opencite = Opencite::new().without_env("OPENCITE_PLUGIN_DIR");
        refusal(&opencite, 2, words)
    }

    fn refused_scan(words: &[&str]) -> String {
        refusal(&Opencite::new(), 2, &[&["scan"], words].concat())
    }

    #[test]
    fn an_unknown_type_is_answered_with_the_nearest() {
        insta::assert_snapshot!(refused_scan(&["--type", "custom_modle"]), @"
        error: no plugin discovers custom_modle
        hint: Did you mean custom_model?
        ");
    }

    #[test]
    fn an_unknown_type_like_no_other_is_answered_without_a_guess() {
        insta::assert_snapshot!(refused_scan(&["--type", "zebra"]), @"error: no plugin discovers zebra");
    }

    #[test]
    fn an_unknown_region_is_answered_with_the_nearest() {
        insta::assert_snapshot!(refused(&["scan", "--region", "us-esat-1"]), @r#"
        error: unknown region "us-esat-1"
        hint: Did you mean us-east-1? A region newer than this program goes into additional_regions of the config.
        "#);
    }

    #[test]
    fn a_region_that_cannot_be_one() {
        insta::assert_snapshot!(refused(&["scan", "--region", "evil.example/"]), @r#"
        error: unknown region "evil.example/"
        hint: A region newer than this program goes into additional_regions of the config.
        "#);
    }

    #[test]
    fn an_unknown_option() {
        insta::assert_snapshot!(refused(&["scan", "--regoin", "us-east-1"]), @"
        error: unexpected argument '--regoin' found

          tip: a similar argument exists: '--region'

        Usage: opencite scan --region <REGION>

        For more information, try '--help'.
        ");
    }

    #[test]
    fn an_external_id_without_a_role() {
        insta::assert_snapshot!(refused(&["scan", "--external-id", "x"]), @"
        error: the following required arguments were not provided:
          --role-arn <ARN>

        Usage: opencite scan --role-arn <ARN> --external-id <ID>

        For more information, try '--help'.
        ");
    }

    #[test]
    fn no_concurrency_at_all() {
        insta::assert_snapshot!(refused(&["scan", "--concurrency", "0"]), @"
        error: invalid value '0' for '--concurrency <N>': 0 is not in 1..=1000

        For more information, try '--help'.
        ");
    }

    #[test]
    fn an_endpoint_that_is_no_url() {
        insta::assert_snapshot!(refused(&["scan", "--endpoint-url", "localhost:4566"]), @"
        error: invalid value 'localhost:4566' for '--endpoint-url <URL>': not the URL of an endpoint, such as http://localhost:4566

        For more information, try '--help'.
        ");
    }
}

mod config {
    use super::*;

    /// The refusal of a config; it never repeats what could be a secret.
    fn refused(text: &str) -> String {
        let opencite = Opencite::new().config(text);
        let said = refusal(&opencite, 2, &["scan"]);
        for secret in ["AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI", "4242424242"] {
            assert!(!said.contains(secret), "{said}");
        }
        said
    }

    #[test]
    fn an_unknown_key() {
        insta::assert_snapshot!(refused("concurrency = 4\n\n[aws]\nacces_key_id = \"AKIAIOSFODNN7EXAMPLE\"\n"), @"error: config opencite.toml, line 4: unknown key acces_key_id in [aws]; did you mean access_key_id?");
    }

    #[test]
    fn a_value_of_the_wrong_type() {
        insta::assert_snapshot!(refused("regions = \"us-east-1\"\n"), @"error: config opencite.toml, line 1: regions is not a list");
    }

    #[test]
    fn a_secret_of_the_wrong_type() {
        insta::assert_snapshot!(refused("[aws]\nsecret_access_key = 4242424242\n"), @"error: config opencite.toml, line 2: secret_access_key in [aws] is not a text");
    }

    #[test]
    fn a_secret_without_quotes() {
        insta::assert_snapshot!(refused("[aws]\nsecret_access_key = wJalrXUtnFEMI/K7MDENG\n"), @"error: config opencite.toml, line 2: string values must be quoted, expected literal string");
    }

    #[test]
    fn a_secret_under_the_wrong_key() {
        insta::assert_snapshot!(refused("[aws]\nroles = \"wJalrXUtnFEMI/K7MDENG\"\n"), @"error: config opencite.toml, line 2: roles in [aws] is not a list");
    }

    #[test]
    fn half_a_key_pair() {
        insta::assert_snapshot!(refused("[aws]\nsecret_access_key = \"wJalrXUtnFEMI\"\n"), @"error: the config's [aws] has only one of access_key_id and secret_access_key");
    }

    #[test]
    fn patience_without_end() {
        insta::assert_snapshot!(refused("[aws.patience]\nattempt = 1e9\n"), @"error: attempt in the config's [aws.patience] is 1000000000, not between 0 and 3600 seconds");
    }

    #[test]
    fn a_region_with_a_typing_error() {
        insta::assert_snapshot!(refused("regions = [\"eu-wset-1\"]\n"), @r#"
        error: unknown region "eu-wset-1"
        hint: Did you mean eu-west-1? A region newer than this program goes into additional_regions of the config.
        "#);
    }

    #[test]
    fn a_setting_that_the_plugin_does_not_have() {
        insta::assert_snapshot!(refused("[plugins.aws_bedrock]\ncolour = \"red\"\n"), @"error: plugin aws_bedrock has no setting colour");
    }

    #[test]
    fn a_file_that_is_not_there() {
        let words = ["scan", "--config", "nowhere.toml"];
        insta::assert_snapshot!(refusal(&Opencite::new(), 2, &words), @"error: cannot read config nowhere.toml: No such file or directory (os error 2)");
    }

    #[test]
    fn settings_of_a_plugin_that_is_not_used_are_a_warning() {
        let server = SimServer::of(Estate::empty(ACCOUNT));
        let opencite = Opencite::with_sim(&server).config("[plugins.aws_bedrok]\nx = 1\n");
        let run = opencite.run(&["scan", "--type", "model"]).exits(0);
        insta::assert_snapshot!(run.stderr, @" WARN opencite::commands::scan: the config has settings for plugin aws_bedrok, which this scan does not use");
    }
}

mod surroundings {
    use super::*;

    fn refused(variable: &str) -> String {
        let server = SimServer::of(Estate::empty(ACCOUNT));
        let opencite = Opencite::with_sim(&server);
        let file = opencite.file("file", "in the place of a directory");
        let opencite = opencite.env(variable, file.to_str().expect("it is UTF-8"));
        refusal(&opencite, 1, &["scan"])
    }

    #[test]
    fn no_place_for_the_key_of_fingerprints() {
        insta::assert_snapshot!(refused("XDG_STATE_HOME"), @"
        error: cannot keep the key for fingerprints in @@DIR@@/file/opencite/fingerprint.key: Not a directory (os error 20)
        hint: Make the directory writable, or set XDG_STATE_HOME to another.
        ");
    }

    #[test]
    fn no_place_for_compiled_plugins() {
        insta::assert_snapshot!(refused("XDG_CACHE_HOME"), @"
        error: cannot keep the compiled code of plugin @@PLUGINS@@/aws-agentcore.wasm in @@DIR@@/file/opencite/components: Not a directory (os error 20)
        hint: Make the directory writable for you alone, or set XDG_CACHE_HOME to another.
        ");
    }

    #[test]
    fn a_key_of_fingerprints_that_others_can_read_or_that_is_damaged() {
        let server = SimServer::of(Estate::empty(ACCOUNT));
        let opencite = Opencite::with_sim(&server);
        let key = opencite.file(".local/state/opencite/fingerprint.key", "short");
        std::fs::set_permissions(&key, Permissions::from_mode(0o640)).expect("it is ours");
        insta::assert_snapshot!(refusal(&opencite, 1, &["scan"]), @"
        error: cannot keep the key for fingerprints in @@DIR@@/.local/state/opencite/fingerprint.key: it is not the operator's alone (mode 0600): remove it to have it made anew
        hint: Make the directory writable, or set XDG_STATE_HOME to another.
        ");
        std::fs::set_permissions(&key, Permissions::from_mode(0o600)).expect("it is ours");
        insta::assert_snapshot!(refusal(&opencite, 1, &["scan"]), @"
        error: cannot keep the key for fingerprints in @@DIR@@/.local/state/opencite/fingerprint.key: it is damaged: remove it to have it made anew
        hint: Make the directory writable, or set XDG_STATE_HOME to another.
        ");
    }
}

mod reading {
    use super::*;

    fn scanned(server: &SimServer) -> Opencite {
        let opencite = Opencite::with_sim(server);
        opencite.scan_well(&["--type", "custom_model"]);
        opencite
    }

    fn server() -> SimServer {
        SimServer::start(Sim::builder().estate(Estate::empty(ACCOUNT).with_custom_models(500)))
    }

    #[test]
    fn a_scan_that_never_was() {
        let server = server();
        let opencite = scanned(&server);
        insta::assert_snapshot!(refusal(&opencite, 1, &["assets", "--at", "99"]), @"
        error: no scan 99
        hint: The nearest is scan 1, the newest is scan 1; `opencite scans` lists all.
        ");
        insta::assert_snapshot!(refusal(&opencite, 1, &["units", "99"]), @"
        error: no scan 99
        hint: The nearest is scan 1, the newest is scan 1; `opencite scans` lists all.
        ");
    }

    #[test]
    fn a_report_into_a_directory_that_is_not_there() {
        let server = server();
        let words = ["report", "--format", "html", "-o", "nowhere/report.html"];
        insta::assert_snapshot!(refusal(&scanned(&server), 1, &words), @"
        error: cannot write nowhere/report.html: there is no directory nowhere
        hint: Create the directory, or name another file.
        ");
    }

    #[test]
    fn a_report_onto_a_directory() {
        let server = server();
        let opencite = scanned(&server);
        opencite.file("reports/old.html", "old");
        let words = ["report", "--format", "html", "-o", "reports"];
        insta::assert_snapshot!(refusal(&opencite, 1, &words), @"error: cannot write reports: Is a directory (os error 21)");
        assert_eq!(opencite.read("reports/old.html"), "old");
    }

    #[test]
    fn a_filter_that_cannot_match() {
        let server = server();
        let opencite = scanned(&server);
        insta::assert_snapshot!(refusal(&opencite, 2, &["assets", "--account", "12"]), @r#"error: account "12" is not 12 digits"#);
        insta::assert_snapshot!(refusal(&opencite, 2, &["assets", "--region", "mars"]), @r#"error: unknown region "mars""#);
    }

    /// Every command that writes much or little, in every format.
    const WRITERS: [&[&str]; 10] = [
        &["assets"],
        &["assets", "--format", "json"],
        &["assets", "--format", "csv"],
        &["units"],
        &["scans", "--format", "json"],
        &["plugin", "list"],
        &["report", "--format", "html", "-o", "-"],
        &["report", "--format", "markdown", "-o", "-"],
        &["completions", "bash"],
        &["man"],
    ];

    #[test]
    fn a_reader_that_has_seen_enough_is_no_error() {
        let server = server();
        let opencite = scanned(&server);
        for words in WRITERS {
            let (reader, writer) = pipe().expect("the system gives a pipe");
            drop(reader);
            let run = Run::of(
                opencite
                    .command(words)
                    .stdout(writer)
                    .stderr(Stdio::piped()),
            );
            assert_eq!(
                (run.status, run.stderr.as_str()),
                (Some(0), ""),
                "{words:?}"
            );
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_under_the_output_is_an_error() {
        let server = server();
        let opencite = scanned(&server);
        for words in WRITERS {
            let full = File::create("/dev/full").expect("Linux has it");
            let run = Run::of(opencite.command(words).stdout(full).stderr(Stdio::piped()));
            assert!(
                run.stderr.contains("No space left on device"),
                "{words:?}: {}",
                run.stderr
            );
            assert_eq!(run.status, Some(1), "{words:?}");
        }
    }
}
