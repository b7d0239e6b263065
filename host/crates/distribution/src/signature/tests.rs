//! Signatures that minisign 0.11 made, with keys of these tests alone.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;

/// An empty component.
const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";

const KEY: &str = "RWRukflGZmDV428eqH7mYrFz4Iih27lrWMe6tqmUt3c+XYzbEtRWnlT8";
const OTHER_KEY: &str = "RWQvdYIiCJEgYzvntp/gzaq9OBcYdW6u8YHVmvfUn5+PV+ievAqd/nAl";

/// `minisign -S -m component.wasm -t 'aws_example 1.0.0'`
const SIGNATURE: &str = "untrusted comment: signature from minisign secret key
RURukflGZmDV414Vx6LnhFPWKbh6lVsnk1yFVYi0le71mwJTbrlM77mrsdo3xu/QxBZNlwr4+kcFwoPJHVLthuQTx+V78mnbHQQ=
trusted comment: aws_example 1.0.0
5BDZ/DVeg6FvAki85VisLt9V1PeFHujDEIhWlCFIfjrX4SZy8VdPWL87xz5WipISnHHu76B1o/08ZBpphWXdDg==
";

/// The same with `-l`.
const LEGACY: &str = "untrusted comment: signature from minisign secret key
RWRukflGZmDV4ymlrxV/MBLgkFHTFPJgDmuyN9HEvUpzFsyInFsRj7mfkilxbwk+zZ2wp7c0s9ebi75qAnbwHm6mW981HmmDxAU=
trusted comment: legacy
EV85YjjY8OJnxKEaFaPyC2qjm/A77YLE6PlYYRmrhnK0ilO4f5oOtNXNf49lRHptVrFHowwc6n79VW6shumwBA==
";

fn key() -> PublicKey {
    KEY.parse().unwrap()
}

fn refused(bytes: &[u8], signature: &str) -> String {
    let error = key().verify(bytes, signature).unwrap_err();
    format!("{error}\n{}", error.hint())
}

#[test]
fn what_the_author_signed_is_verified_and_says_what_it_is() {
    assert_eq!(
        key().verify(COMPONENT, SIGNATURE).unwrap(),
        "aws_example 1.0.0"
    );
    let windows = SIGNATURE.replace('\n', "\r\n");
    assert_eq!(
        key().verify(COMPONENT, &windows).unwrap(),
        "aws_example 1.0.0"
    );
}

#[test]
fn a_key_is_read_from_its_file_or_its_line() {
    let file = format!("untrusted comment: minisign public key E3D5606646F9916E\n{KEY}\n");
    assert_eq!(file.parse::<PublicKey>().unwrap(), key());
    assert_eq!(key().id().to_string(), "E3D5606646F9916E");
    assert_eq!(format!("{:?}", key().id()), "KeyId(E3D5606646F9916E)");
}

#[test]
fn what_is_no_key_is_refused() {
    for text in [
        "",
        "\n",
        "hunter2",
        &KEY[..40],
        "untrusted comment: x",
        "untrusted comment: x\n\n",
        SIGNATURE,
    ] {
        assert_eq!(
            text.parse::<PublicKey>(),
            Err(SignatureError::Key),
            "{text}"
        );
    }
}

#[test]
fn a_changed_plugin_is_refused() {
    assert_snapshot!(refused(b"\0asm\x0d\0\x01\x01", SIGNATURE), @r"
    verify the signature of key E3D5606646F9916E: the plugin, or what the signature says of it, is not what was signed
    Do not use this plugin: it was changed after it was signed, or the signature is another version's.
    ");
}

#[test]
fn a_changed_comment_is_refused() {
    let changed = SIGNATURE.replace("1.0.0", "9.0.0");
    assert!(refused(COMPONENT, &changed).contains("is not what was signed"));
}

#[test]
fn another_key_is_named() {
    let other: PublicKey = OTHER_KEY.parse().unwrap();
    let error = other.verify(COMPONENT, SIGNATURE).unwrap_err();
    assert_snapshot!(error, @"verify the signature of key 632091082282752F: it was made with key E3D5606646F9916E");
}

#[test]
fn another_key_that_takes_the_name_of_the_right_one_is_refused() {
    let mut bytes = STANDARD.decode(OTHER_KEY).unwrap();
    bytes[KEY_ID].copy_from_slice(&STANDARD.decode(KEY).unwrap()[KEY_ID]);
    let posing: PublicKey = STANDARD.encode(bytes).parse().unwrap();
    assert_eq!(posing.id(), key().id());
    assert_eq!(
        posing.verify(COMPONENT, SIGNATURE),
        Err(SignatureError::Wrong { key: key().id() })
    );
}

#[test]
fn the_old_format_is_refused() {
    assert_snapshot!(refused(COMPONENT, LEGACY), @r"
    verify the signature of key E3D5606646F9916E: it is of the old format of minisign
    Ask the author to sign with minisign -S, without -l.
    ");
}

#[test]
fn a_signature_that_is_cut_off_is_refused_wherever_it_was_cut() {
    let whole = SIGNATURE.trim_end();
    for end in 0..whole.len() {
        let cut = &whole[..end];
        assert!(!is_signature(cut) || end + 2 >= whole.len(), "{cut}");
        assert!(
            key().verify(COMPONENT, cut).is_err() || end + 2 >= whole.len(),
            "{cut}"
        );
    }
    assert_snapshot!(refused(COMPONENT, &whole[..200]), @r"
    verify the signature of key E3D5606646F9916E: it is cut off or damaged
    Get the .minisig file again, whole and unchanged.
    ");
    assert!(is_signature(SIGNATURE));
}

#[test]
fn a_comment_does_not_act_on_a_terminal() {
    // What is signed is checked first, so that this is only ever a comment of the author's.
    let hostile = SIGNATURE.replace("1.0.0", "\u{1b}[31m");
    assert!(!refused(COMPONENT, &hostile).contains('\u{1b}'));
}

proptest! {
    #[test]
    fn any_text_is_refused_and_none_panics(text in "(untrusted comment: .{0,10}\n)?[A-Za-z0-9+/=]{0,110}\n(trusted comment: )?.{0,20}\n[A-Za-z0-9+/=]{0,90}") {
        prop_assert!(key().verify(COMPONENT, &text).is_err());
        drop(text.parse::<PublicKey>());
    }
}
