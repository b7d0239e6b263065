//! Where the program scans for a case.

use std::any::Any;

use opencite_sim::{Fault, FaultKind};

use super::run::Place;
use crate::guests::endless::EndlessAws;
use crate::guests::{bytes_of, scans, with_guests};
use crate::support::Opencite;

/// An AWS in which hardly anything goes wrong.
pub(super) fn usual() -> Place {
    let server = scans::aws();
    place(with_guests(&server, &["hostile"]), server)
}

/// The same, for units that may take half a second on a processor.
pub(super) fn hurried() -> Place {
    let server = scans::aws();
    let opencite = with_guests(&server, &["hostile"]).config("[limits]\ncpu_time = 500\n");
    place(opencite, server)
}

/// An AWS that throttles every description.
pub(super) fn throttled() -> Place {
    let server = scans::aws();
    server.inject(Fault::on("bedrock", "GetCustomModel", FaultKind::Throttle));
    let opencite = with_guests(&server, &["hostile"]).config(scans::LITTLE_PATIENCE);
    place(opencite, server)
}

/// An AWS that always has another page.
pub(super) fn endless() -> Place {
    let aws = EndlessAws::start();
    let opencite = Opencite::at_endpoint(&aws.url())
        .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
        .env(
            "AWS_SECRET_ACCESS_KEY",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        )
        .env("OPENCITE_PLUGIN_DIR", "guests");
    opencite.file("guests/hostile.wasm", bytes_of("hostile"));
    place(opencite, aws)
}

fn place(opencite: Opencite, aws: impl Any) -> Place {
    Place {
        opencite,
        _aws: Box::new(aws),
    }
}
