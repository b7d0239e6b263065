//! One request, from its bytes to an answer: authentication, route, fault, policy, handler, log.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hyper::body::Incoming;

use crate::authorization::Authorization;
use crate::call::Call;
use crate::fault::{FaultKind, FaultPlan};
use crate::iam;
use crate::principal::Principal;
use crate::problem::Problem;
use crate::protocol::{Answer, Protocol, Reply};
use crate::request::Request;
use crate::request_log::{Refusal, RequestLog, RequestRecord};
use crate::service::{Service, Target};
use crate::sigv4::authenticate;
use crate::spoil::{Outcome, spoil};
use crate::world::World;

/// Everything that the connections share.
pub(crate) struct Exchange {
    world: Mutex<World>,
    faults: Mutex<FaultPlan>,
    log: Mutex<RequestLog>,
    latency: Duration,
    drift_after: Option<u64>,
    started: Instant,
    serial: AtomicU64,
    in_flight: AtomicUsize,
    peak: AtomicUsize,
}

/// A call that was answered, and what is to go wrong with the answer.
struct Served {
    operation: &'static str,
    reply: Reply,
    fault: Option<FaultKind>,
}

impl Exchange {
    pub(crate) fn new(
        world: World,
        faults: FaultPlan,
        latency: Duration,
        drift_after: Option<u64>,
    ) -> Self {
        Self {
            world: Mutex::new(world),
            faults: Mutex::new(faults),
            log: Mutex::default(),
            latency,
            drift_after,
            started: Instant::now(),
            serial: AtomicU64::new(1),
            in_flight: AtomicUsize::new(0),
            peak: AtomicUsize::new(0),
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        locked(&self.world)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultPlan> {
        locked(&self.faults)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, RequestLog> {
        locked(&self.log)
    }

    /// The largest number of requests that were under way at once.
    pub(crate) fn peak(&self) -> usize {
        self.peak.load(Ordering::Relaxed)
    }

    /// Answers a request, counting it among those under way.
    pub(crate) async fn answer(&self, request: hyper::Request<Incoming>) -> Outcome {
        let under_way = self.in_flight.fetch_add(1, Ordering::Relaxed) + 1;
        self.peak.fetch_max(under_way, Ordering::Relaxed);
        let _guard = Leaving(&self.in_flight);
        self.settle(request).await
    }

    async fn settle(&self, request: hyper::Request<Incoming>) -> Outcome {
        let Some(request) = Request::read(request).await else {
            return Outcome::Reset;
        };
        wait(self.latency).await;
        let id = format!(
            "5130c0de-0000-4000-8000-{:012x}",
            self.serial.fetch_add(1, Ordering::Relaxed)
        );
        let mut record = self.record(&request);
        let (answer, fault) = self.judge(&request, &id, &mut record);
        let (outcome, status) = spoil(answer, fault.as_ref(), &id);
        record.status = status;
        self.remember(record);
        if let Some(FaultKind::Delay(time)) = fault {
            wait(time).await;
        }
        outcome
    }

    fn record(&self, request: &Request) -> RequestRecord {
        RequestRecord {
            service: "unknown".to_owned(),
            operation: "unknown".to_owned(),
            account: String::new(),
            region: String::new(),
            status: 0,
            at_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            access_key_id: String::new(),
            user_agent: request.header("user-agent").unwrap_or_default().to_owned(),
        }
    }

    /// The answer that the request deserves, and the fault that it meets.
    fn judge(
        &self,
        request: &Request,
        id: &str,
        record: &mut RequestRecord,
    ) -> (Answer, Option<FaultKind>) {
        let authorization = Authorization::of(request);
        let service = authorization
            .as_ref()
            .ok()
            .and_then(|it| Service::of(&it.service, request));
        let protocol = service.map_or_else(|| guess(request), Service::protocol);
        let served = authorization
            .and_then(|authorization| self.serve(request, &authorization, service, record));
        match served {
            Ok(served) => (
                protocol.reply(served.operation, id, served.reply),
                served.fault,
            ),
            Err(problem) => {
                self.note_refusal(request, record, &problem);
                (protocol.problem(&record.service, id, &problem), None)
            }
        }
    }

    fn serve(
        &self,
        request: &Request,
        authorization: &Authorization,
        service: Option<Service>,
        record: &mut RequestRecord,
    ) -> Result<Served, Problem> {
        record.service.clone_from(&authorization.service);
        record.region.clone_from(&authorization.region);
        record
            .access_key_id
            .clone_from(&authorization.access_key_id);
        let principal = self.caller(request, authorization)?;
        record.account.clone_from(&principal.account);
        let unknown =
            || Problem::unknown_operation(&format!("the service {}", authorization.service));
        let service = service.ok_or_else(unknown)?;
        let target = service.target(request)?;
        target.operation.clone_into(&mut record.operation);
        self.perform(service, target, request, authorization, &principal)
    }

    fn caller(
        &self,
        request: &Request,
        authorization: &Authorization,
    ) -> Result<Principal, Problem> {
        let world = self.world();
        let principal = authenticate(request, authorization, &world.keyring, (world.clock)())?;
        if world
            .estate
            .is_disabled(&principal.account, &authorization.region)
        {
            // AWS does not know the tokens of an account in a region that the account has not enabled.
            return Err(Problem::unknown_key());
        }
        Ok(principal)
    }

    fn perform(
        &self,
        service: Service,
        target: Target,
        request: &Request,
        authorization: &Authorization,
        principal: &Principal,
    ) -> Result<Served, Problem> {
        let Target {
            operation,
            handler,
            labels,
            parameters,
        } = target;
        let call = Call {
            operation,
            account: principal.account.clone(),
            region: authorization.region.clone(),
            principal: principal.arn.clone(),
            access_key_id: principal.access_key_id.clone(),
            labels,
            parameters,
            body: request.body.clone(),
        };
        let resource = service.resource(&call);
        let fault = self.faults().pick(service.name(), &call);
        let scripted = fault
            .as_ref()
            .and_then(|fault| fault.problem(service.action_prefix(), &call, resource.as_deref()));
        scripted.map_or(Ok(()), Err)?;
        iam::authorize(
            principal,
            &format!("{}:{operation}", service.action_prefix()),
            resource.as_deref(),
        )?;
        let reply = handler(&call, &mut self.world())?;
        Ok(Served {
            operation,
            reply,
            fault,
        })
    }

    fn note_refusal(&self, request: &Request, record: &RequestRecord, problem: &Problem) {
        if !problem.refusal {
            return;
        }
        tracing::warn!(target = %request.target, message = %problem.message, "refused");
        let target = format!("{} {}", request.method, request.target);
        self.log().refuse(Refusal {
            service: record.service.clone(),
            target,
            message: problem.message.clone(),
        });
    }

    fn remember(&self, record: RequestRecord) {
        let total = {
            let mut log = self.log();
            log.push(record);
            log.total()
        };
        if self.drift_after == Some(total) {
            let mut world = self.world();
            world.estate.drift();
            world.settle();
        }
    }

    pub(crate) fn counts(&self) -> BTreeMap<String, u64> {
        self.log().counts()
    }
}

/// Counts a request out when it ends, however it ends.
struct Leaving<'a>(&'a AtomicUsize);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A panic in one call must not end the simulator for all.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn wait(time: Duration) {
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
}

/// An unsigned request names no service, but the type of its body tells the protocol; REST services come last.
fn guess(request: &Request) -> Protocol {
    let kind = request.header("content-type").unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        Protocol::AwsQuery
    } else if kind.starts_with("application/x-amz-json") {
        Protocol::AwsJson
    } else if kind.starts_with("application/cbor") {
        Protocol::RpcCbor
    } else {
        Protocol::RestJson1
    }
}
