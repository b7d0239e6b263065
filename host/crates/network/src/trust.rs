//! Whose certificates are accepted.

use std::fmt;
use std::io;
use std::sync::Arc;

use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, pem};
use tokio_rustls::rustls::{CertificateError, ClientConfig, Error as RustlsError, RootCertStore};

/// The certificate authorities that servers are held to: those of the system, as for AWS, and those that a private
/// server needs besides. Certificates are always verified.
#[derive(Clone)]
pub struct Trust(Arc<ClientConfig>);

/// Why no certificate could be accepted.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The text given is no PEM.
    #[error("read the certificates: the text is cut off or damaged")]
    Unreadable(#[source] pem::Error),
    /// The text given holds no certificate.
    #[error("find a certificate: the text holds none")]
    Empty,
    /// What is given as a certificate is none.
    #[error("use the certificate as an authority")]
    Malformed(#[source] RustlsError),
    /// The system has no certificates, and none was given.
    #[error("find certificates of authorities: the system has none")]
    NoRoots,
    /// TLS cannot be set up at all.
    #[error("set up TLS")]
    Setup(#[source] RustlsError),
}

/// Why a connection did not become a secure one.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// No certificate can be for such a name.
    #[error("secure the connection: {host} is no name of a server")]
    Name {
        /// The name.
        host: String,
    },
    /// The certificate proves nothing.
    #[error("secure the connection: the certificate of {host} {problem}")]
    Certificate {
        /// The server.
        host: String,
        /// What is wrong with it.
        problem: CertificateProblem,
    },
    /// The two sides have no version or cipher of TLS in common, or it is no TLS.
    #[error("secure the connection to {host}")]
    Protocol {
        /// The server.
        host: String,
        /// What rustls said.
        #[source]
        source: RustlsError,
    },
    /// The connection ended first.
    #[error("secure the connection to {host}: it ended")]
    Lost {
        /// The server.
        host: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateProblem {
    /// Nobody who is trusted signed it.
    UnknownIssuer,
    /// It is another server's.
    OtherName,
    /// Its time is over, or has not come.
    NotNow,
    /// Anything else.
    Invalid,
}

impl Trust {
    /// The authorities of the system: those of `SSL_CERT_FILE` and `SSL_CERT_DIR` where they are set.
    ///
    /// # Errors
    ///
    /// When the system has none.
    pub fn system() -> Result<Self, TrustError> {
        Self::new(system_roots())
    }

    /// Those of the system, and those of a text in PEM.
    ///
    /// # Errors
    ///
    /// When the text holds no certificate, or something that is none.
    pub fn system_and(pem: &[u8]) -> Result<Self, TrustError> {
        let mut roots = system_roots();
        let before = roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(TrustError::Unreadable)?;
            roots.add(certificate).map_err(TrustError::Malformed)?;
        }
        if roots.len() == before {
            return Err(TrustError::Empty);
        }
        Self::new(roots)
    }

    fn new(roots: RootCertStore) -> Result<Self, TrustError> {
        if roots.is_empty() {
            return Err(TrustError::NoRoots);
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(TrustError::Setup)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }

    /// Makes a connection secure, or says why it cannot be.
    ///
    /// # Errors
    ///
    /// When the server's certificate does not prove that it is the host, or it does not speak TLS.
    pub async fn secure(
        &self,
        host: &str,
        stream: TcpStream,
    ) -> Result<TlsStream<TcpStream>, TlsError> {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| TlsError::Name {
            host: host.to_owned(),
        })?;
        let connector = TlsConnector::from(Arc::clone(&self.0));
        let connecting = connector.connect(name, stream).await;
        connecting.map_err(|source| TlsError::new(host, source))
    }
}

/// What cannot be read of the system's certificates is left out: a server that needs it is refused by name later.
fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust(..)")
    }
}

impl TlsError {
    fn new(host: &str, source: io::Error) -> Self {
        let host = host.to_owned();
        let rustls = source.get_ref().and_then(|inner| inner.downcast_ref());
        match rustls.cloned() {
            Some(RustlsError::InvalidCertificate(error)) => Self::Certificate {
                host,
                problem: CertificateProblem::of(&error),
            },
            Some(source) => Self::Protocol { host, source },
            None => Self::Lost { host, source },
        }
    }

    /// Whether it may go better later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Lost { .. } => true,
            Self::Name { .. } | Self::Certificate { .. } | Self::Protocol { .. } => false,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Name { .. } => "Give the server by its name, as its certificate has it.",
            Self::Certificate { problem, .. } => problem.hint(),
            Self::Protocol { .. } => {
                "Check the port and the kind of security: the server may expect another."
            }
            Self::Lost { .. } => {
                "Try again; if it stays so, check the port and the kind of security."
            }
        }
    }
}

impl CertificateProblem {
    fn of(error: &CertificateError) -> Self {
        match error {
            CertificateError::UnknownIssuer => Self::UnknownIssuer,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                Self::OtherName
            }
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => Self::NotNow,
            _ => Self::Invalid,
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::UnknownIssuer => {
                "Give the certificate of the authority that signed it if the server is your own."
            }
            Self::OtherName => "Give the server by the name that its certificate is for.",
            Self::NotNow => {
                "Renew the certificate on the server, and check the clock of this machine."
            }
            Self::Invalid => "Renew the certificate on the server.",
        }
    }
}

impl fmt::Display for CertificateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownIssuer => "is signed by no one who is trusted",
            Self::OtherName => "is for another name",
            Self::NotNow => "has expired or is not valid yet",
            Self::Invalid => "is not valid",
        })
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn a_text_without_certificates_is_refused_when_it_is_read() {
        assert_snapshot!(Trust::system_and(b"no certificate").unwrap_err(), @"find a certificate: the text holds none");
    }

    #[test]
    fn a_certificate_that_is_cut_off_is_refused() {
        let cut = b"-----BEGIN CERTIFICATE-----\nMIIB\n";
        assert_snapshot!(Trust::system_and(cut).unwrap_err(), @"read the certificates: the text is cut off or damaged");
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        let other = b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        assert_snapshot!(Trust::system_and(other).unwrap_err(), @"use the certificate as an authority");
    }
}
