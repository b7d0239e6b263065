//! Who called which model, as CloudTrail and the log of invocations tell it: all of it is the caller's to choose.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_core::{CalledModel, Principal, Profile, Route};
use opencite_fuzz::words::Words;

fuzz_target!(|input: &str| {
    let mut words = Words::of(input);
    let (called, behind) = (words.word(), words.said());
    for is_application in [false, true] {
        let profile = |_: &str| {
            Some(Profile {
                model_arn: behind?.to_owned(),
                is_application,
            })
        };
        model(called, profile);
    }
    principal(words.word(), words.said(), words.said());
});

fn model(called: &str, profile: impl Fn(&str) -> Option<Profile>) {
    let CalledModel { model, route } = CalledModel::resolve(called, profile);
    assert!(
        called.is_empty() || !model.is_empty(),
        "what has a name has a model: {called:?}"
    );
    assert_eq!(route.to_string().parse::<Route>(), Ok(route));
}

fn principal(kind: &str, name: Option<&str>, session: Option<&str>) {
    let principal = Principal::new(kind, name, session);
    assert_eq!(principal.kind(), kind);
    assert_eq!(
        principal.key().is_empty(),
        kind.is_empty() && name.is_none()
    );
    assert!(principal.session() != Some(""));
    let again = Principal::new(
        kind,
        Some(principal.key()).filter(|key| !key.is_empty()),
        principal.session(),
    );
    assert_eq!(again.key(), principal.key(), "a key is its own");
    assert_eq!(again.session(), principal.session());
}
