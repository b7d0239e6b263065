//! Any operation that reads, by its name: what the typed interfaces do not cover.
//!
//! - [`operations`]: what of AWS can be read, and by which IAM action.
//! - [`prepared`]: a request that was looked at, down to its path.
//! - [`sender`]: sends it as the SDK sends its own.
//! - [`answer`]: what AWS answers, without its secrets.

mod answer;
mod operations;
mod path;
mod prepared;
mod sender;

use std::sync::{Arc, LazyLock};

use opencite_bindings::aws::requests::{Host, Request};
use opencite_bindings::aws::types::AwsError;
use opencite_core::IamAction;

use crate::grant::refusal;
use crate::session::Session;
use answer::Document;
use operations::Operation;
use prepared::Prepared;

/// Whether the action is that of an operation that can be sent.
pub(crate) fn has_action(action: &IamAction) -> bool {
    operations::has_action(action)
}

impl Host for Session {
    async fn send(
        &mut self,
        service: String,
        operation: String,
        requests: Vec<Request>,
    ) -> wasmtime::Result<Vec<Result<String, AwsError>>> {
        let Some(operation) = operations::find(&service, &operation) else {
            let unknown = format!("{service}:{operation}");
            return Ok(self.refuse_all(&unknown, requests.len(), &not_sent(&unknown)));
        };
        if let Err(refused) = self.may_ask(&operation.action, requests.len()) {
            return Ok(self.refuse_all(&operation.action, requests.len(), &refused));
        }
        let looked_at: Vec<Result<Prepared, AwsError>> = requests
            .into_iter()
            .map(|request| self.look_at(operation, request))
            .collect();
        let sent = looked_at
            .iter()
            .filter_map(|one| one.as_ref().ok())
            .cloned();
        let answers = self.send_all(operation, sent.collect()).await;
        let mut answers = answers.into_iter();
        let in_order = looked_at.into_iter().map(|one| {
            let none = || Err(AwsError::Other(prepared::unanswered(operation)));
            one.and_then(|_| answers.next().unwrap_or_else(none))
        });
        Ok(in_order.collect())
    }
}

impl Session {
    fn look_at(&self, operation: &Operation, request: Request) -> Result<Prepared, AwsError> {
        Prepared::of(operation, request).map_err(|problem| {
            let action = &operation.action;
            self.refuse(action, refusal(action, format!("not sent: {problem}")))
        })
    }

    async fn send_all(
        &mut self,
        operation: &'static Operation,
        requests: Vec<Prepared>,
    ) -> Vec<Result<String, AwsError>> {
        // A session that answers from a recording has nothing to send with.
        let connection = Arc::clone(self.connection());
        let sender = LazyLock::new(|| sender::of(&connection, operation));
        let answers: Vec<Result<Document, AwsError>> = self
            .each(&operation.action, requests, |request| {
                let sender = sender.clone();
                async move { sender.invoke(request).await }
            })
            .await;
        let answers = answers.into_iter();
        answers
            .map(|answer| answer.map(|document| document.to_string()))
            .collect()
    }
}

fn not_sent(operation: &str) -> AwsError {
    let why =
        "not sent: there is no such operation, or it does not only read, or it hands out a secret";
    refusal(operation, why.to_owned())
}
