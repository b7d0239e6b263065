//! Where a plugin is, the config of Docker, and keys and signatures of minisign.

#![no_main]

use libfuzzer_sys::fuzz_target;
use opencite_distribution::{Credentials, OciReference, PublicKey, Reference};

/// A key whose secret half nobody has kept.
const KEY: &str = "RWRukflGZmDV428eqH7mYrFz4Iih27lrWMe6tqmUt3c+XYzbEtRWnlT8";

fuzz_target!(|text: &str| {
    match text.parse::<Reference>() {
        Ok(Reference::Oci(reference)) => registry(&reference, text),
        Ok(Reference::Url(location)) => {
            let shown = location.to_string();
            assert!(shown.starts_with("https://") || shown.starts_with("http://"));
            assert!(shown.is_ascii());
        }
        Ok(Reference::File(path)) => assert_eq!(path.to_str(), Some(text)),
        Err(_) => {}
    }
    drop(text.parse::<PublicKey>());
    let key: PublicKey = KEY.parse().expect("it is a key");
    assert!(key.verify(b"", text).is_err(), "nobody signed that");
});

fn registry(reference: &OciReference, text: &str) {
    let written = reference.to_string();
    assert!(written.is_ascii());
    let again = written.parse();
    assert_eq!(again, Ok(Reference::Oci(reference.clone())));
    assert!(reference.repository().len() < 256);
    let found = Credentials::of_docker(text, reference);
    assert!(found.is_err(), "a reference is no JSON");
}
