//! Takes apart the `Authorization` header of Signature Version 4.

use crate::problem::{Problem, ProblemKind};
use crate::request::Request;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What a client says about its signature.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Authorization {
    pub(crate) access_key_id: String,
    /// The day of the credential scope, `20260131`.
    pub(crate) date: String,
    pub(crate) region: String,
    pub(crate) service: String,
    pub(crate) signed_headers: Vec<String>,
    pub(crate) signature: String,
}

impl Authorization {
    pub(crate) fn of(request: &Request) -> Result<Self, Problem> {
        let header = request.header("authorization");
        let header = header.ok_or_else(|| {
            Problem::new(ProblemKind::MissingToken, "Missing Authentication Token")
        })?;
        Self::parse(header)
    }

    fn parse(header: &str) -> Result<Self, Problem> {
        let fields = header
            .strip_prefix(ALGORITHM)
            .ok_or_else(|| incomplete("AWS4-HMAC-SHA256", header))?;
        let field = |name: &str| field(fields, name).ok_or_else(|| incomplete(name, header));
        let scope: Vec<&str> = field("Credential")?.split('/').collect();
        let [access_key_id, date, region, service, "aws4_request"] = scope.as_slice() else {
            return Err(incomplete("Credential", header));
        };
        Ok(Self {
            access_key_id: (*access_key_id).to_owned(),
            date: (*date).to_owned(),
            region: (*region).to_owned(),
            service: (*service).to_owned(),
            signed_headers: field("SignedHeaders")?
                .split(';')
                .map(str::to_owned)
                .collect(),
            signature: field("Signature")?.to_owned(),
        })
    }
}

fn field<'a>(fields: &'a str, name: &str) -> Option<&'a str> {
    fields
        .split(',')
        .find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
}

fn incomplete(what: &str, header: &str) -> Problem {
    // The header carries a signature and no secret; AWS answers with it, too.
    let message =
        format!("Authorization header requires '{what}' parameter. Authorization={header}");
    Problem::new(ProblemKind::IncompleteSignature, message)
}

#[cfg(test)]
mod tests {
    use super::Authorization;
    use crate::problem::ProblemKind;

    const HEADER: &str = "AWS4-HMAC-SHA256 Credential=AKID/20260131/eu-west-1/bedrock/aws4_request, \
                          SignedHeaders=host;x-amz-date, Signature=abc";

    #[test]
    fn a_header_names_key_scope_and_headers() {
        let parsed = Authorization::parse(HEADER).expect("complete");
        assert_eq!(
            (parsed.access_key_id.as_str(), parsed.region.as_str()),
            ("AKID", "eu-west-1")
        );
        assert_eq!(
            (parsed.service.as_str(), parsed.date.as_str()),
            ("bedrock", "20260131")
        );
        assert_eq!(parsed.signed_headers, ["host", "x-amz-date"]);
        assert_eq!(parsed.signature, "abc");
    }

    #[test]
    fn a_header_that_lacks_a_part_is_incomplete() {
        for header in [
            "Bearer x",
            "AWS4-HMAC-SHA256 Credential=AKID/1/2",
            "AWS4-HMAC-SHA256 Signature=abc",
        ] {
            let problem = Authorization::parse(header).expect_err("incomplete");
            assert_eq!(problem.kind, ProblemKind::IncompleteSignature);
        }
    }
}
