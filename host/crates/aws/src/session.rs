//! What one unit of work may call.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use opencite_bindings::Pages;
use opencite_bindings::aws::types::{AwsError, Refuser};
use opencite_core::{ErrorKind, IamAction, UnitError};
use serde::Serialize;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use wasmtime::component::{Resource, ResourceTable};

use crate::calls::Calls;
use crate::connection::Connection;
use crate::grant::Grant;
use crate::into_wit::IntoWit;
use crate::ledger::Ledger;
use crate::tape::{Answer, Tape};

/// The most listings that a unit may have open at once.
const MAX_OPEN_LISTINGS: usize = 64;

/// What one unit of work may call: the AWS interfaces of the WIT, on one connection, with the unit's own books.
pub struct Session {
    connection: Arc<Connection>,
    calls: Calls,
    listings: ResourceTable,
}

impl Session {
    /// A session for one unit, in which nothing is called that was not granted. `requests` bounds the requests that are
    /// under way in the whole scan.
    pub fn new(
        connection: Arc<Connection>,
        ledger: Ledger,
        requests: Arc<Semaphore>,
        cancelled: CancellationToken,
        grant: Grant,
        tape: Tape,
    ) -> Self {
        let mut listings = ResourceTable::new();
        listings.set_max_capacity(MAX_OPEN_LISTINGS);
        let calls = Calls::new(
            connection.shared(),
            ledger,
            requests,
            cancelled,
            grant,
            tape,
        );
        Self {
            connection,
            calls,
            listings,
        }
    }

    pub(crate) fn connection(&self) -> &Arc<Connection> {
        &self.connection
    }

    #[cfg(feature = "agentcore")]
    pub(crate) fn agentcore(&self) -> aws_sdk_bedrockagentcorecontrol::Client {
        self.connection.agentcore().clone()
    }

    #[cfg(feature = "bedrock")]
    pub(crate) fn bedrock(&self) -> aws_sdk_bedrock::Client {
        self.connection.bedrock().clone()
    }

    #[cfg(feature = "sagemaker")]
    pub(crate) fn sagemaker(&self) -> aws_sdk_sagemaker::Client {
        self.connection.sagemaker().clone()
    }

    /// See [`Calls::one`].
    pub(crate) async fn one<O, D, E>(
        &mut self,
        operation: &'static str,
        call: impl Future<Output = Result<O, SdkError<E, HttpResponse>>>,
    ) -> Result<D, AwsError>
    where
        O: IntoWit<D>,
        D: Answer,
        E: ProvideErrorMetadata + Error + 'static,
    {
        self.calls.one(operation, call).await
    }

    /// See [`Calls::each`].
    pub(crate) async fn each<I, O, D, E, F>(
        &mut self,
        operation: &'static str,
        ids: Vec<I>,
        call: impl Fn(I) -> F,
    ) -> Vec<Result<D, AwsError>>
    where
        I: Serialize,
        F: Future<Output = Result<O, SdkError<E, HttpResponse>>> + Send + 'static,
        O: IntoWit<D> + Send,
        D: Answer + Clone + Send + Sync + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        self.calls.each(operation, ids, call).await
    }

    /// See [`Calls::refuse`].
    pub(crate) fn refuse(&self, operation: &str, refused: AwsError) -> AwsError {
        self.calls.refuse(operation, refused)
    }

    /// See [`Calls::may_ask`].
    pub(crate) fn may_ask(&self, operation: &str, asked: usize) -> Result<(), AwsError> {
        self.calls.may_ask(operation, asked)
    }

    /// See [`Calls::refuse_all`].
    pub(crate) fn refuse_all<D>(
        &self,
        operation: &str,
        asked: usize,
        refused: &AwsError,
    ) -> Vec<Result<D, AwsError>> {
        self.calls.refuse_all(operation, asked, refused)
    }

    /// See [`Calls::each_listing`].
    pub(crate) async fn each_listing<I, O, T, E>(
        &mut self,
        operation: &'static str,
        parents: Vec<I>,
        list: impl Fn(I) -> PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
        items: fn(O) -> (Vec<T>, Option<String>),
    ) -> Vec<Result<Vec<T>, AwsError>>
    where
        I: Serialize,
        O: Send + 'static,
        T: Answer + Clone + Send + Sync + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        self.calls
            .each_listing(operation, parents, list, items)
            .await
    }

    /// See [`Calls::whole_listing`].
    pub(crate) async fn whole_listing<O, T, E>(
        &mut self,
        operation: &'static str,
        asked: impl Serialize,
        pages: PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
        items: fn(O) -> (Vec<T>, Option<String>),
    ) -> Result<Vec<T>, AwsError>
    where
        O: Send + 'static,
        T: Answer + Send + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        self.calls
            .whole_listing(operation, asked, pages, items)
            .await
    }

    /// Begins a listing and hands it to the plugin; see [`Calls::listing`].
    pub(crate) fn listing<O, T, E>(
        &mut self,
        operation: &'static str,
        asked: impl Serialize + Send + 'static,
        pages: PaginationStream<Result<O, SdkError<E, HttpResponse>>>,
        items: fn(O) -> (Vec<T>, Option<String>),
    ) -> wasmtime::Result<Resource<Pages<T>>>
    where
        O: Send + 'static,
        T: Answer + Clone + Send + Sync + 'static,
        E: ProvideErrorMetadata + Error + Send + 'static,
    {
        let pages = self.calls.listing(operation, asked, pages, items);
        Ok(self.listings.push(pages)?)
    }

    pub(crate) async fn next_page<T: Send + 'static>(
        &mut self,
        listing: &Resource<Pages<T>>,
    ) -> wasmtime::Result<Result<Option<Vec<T>>, AwsError>> {
        Ok(self.listings.get_mut(listing)?.next().await)
    }

    pub(crate) fn drop_listing<T: Send + 'static>(
        &mut self,
        listing: Resource<Pages<T>>,
    ) -> wasmtime::Result<()> {
        self.listings.delete(listing)?;
        Ok(())
    }
}

/// Lets plugins turn the pages of a listing.
macro_rules! listing_resource {
    ($host:path, $pages:ident, $item:ident) => {
        impl $host for $crate::session::Session {
            async fn next(
                &mut self,
                listing: wasmtime::component::Resource<$pages>,
            ) -> wasmtime::Result<
                Result<Option<Vec<$item>>, opencite_bindings::aws::types::AwsError>,
            > {
                self.next_page(&listing).await
            }

            async fn drop(
                &mut self,
                listing: wasmtime::component::Resource<$pages>,
            ) -> wasmtime::Result<()> {
                self.drop_listing(listing)
            }
        }
    };
}

pub(crate) use listing_resource;

/// The error as the books keep it.
pub fn unit_error(operation: &str, error: &AwsError) -> UnitError {
    let action = |text: &str| {
        text.split_once(':')
            .map(|(service, name)| IamAction::new(service, name))
    };
    let (kind, fault) = match error {
        AwsError::AccessDenied(denial) => {
            let kind = match denial.by {
                Refuser::Iam => ErrorKind::AccessDenied,
                Refuser::Host => ErrorKind::NotGranted,
            };
            return UnitError {
                code: denial.code.clone(),
                operation: action(&denial.action),
                request_id: denial.request_id.clone(),
                ..UnitError::new(kind, denial.message.clone())
            };
        }
        AwsError::Cancelled => {
            return UnitError::new(ErrorKind::Cancelled, "the scan was cancelled");
        }
        AwsError::Limit(limit) => {
            return UnitError {
                operation: action(operation),
                ..UnitError::new(ErrorKind::Limit, limit.clone())
            };
        }
        AwsError::Throttled(fault) => (ErrorKind::Throttled, fault),
        AwsError::NotFound(fault) => (ErrorKind::NotFound, fault),
        AwsError::InvalidRequest(fault) => (ErrorKind::InvalidRequest, fault),
        AwsError::UnsupportedRegion(fault) => (ErrorKind::UnsupportedRegion, fault),
        AwsError::ExpiredCredentials(fault) => (ErrorKind::ExpiredCredentials, fault),
        AwsError::Timeout(fault) => (ErrorKind::Timeout, fault),
        AwsError::Network(fault) => (ErrorKind::Network, fault),
        AwsError::MalformedResponse(fault) => (ErrorKind::MalformedResponse, fault),
        AwsError::Other(fault) => (ErrorKind::Other, fault),
    };
    UnitError {
        kind,
        code: fault.code.clone(),
        operation: action(&fault.operation),
        message: fault.message.clone(),
        request_id: fault.request_id.clone(),
        attempts: fault.attempts,
    }
}
