//! `GetCallerIdentity`.

use super::{check_parameters, user_id};
use crate::call::Call;
use crate::problem::Problem;
use crate::protocol::{Reply, escape};
use crate::world::World;

pub(super) fn get_caller_identity(call: &Call, _world: &mut World) -> Result<Reply, Problem> {
    check_parameters(call, &[])?;
    let (arn, user, account) = (
        escape(&call.principal),
        escape(&user_id(&call.principal)),
        &call.account,
    );
    Ok(Reply::Xml(format!(
        "\n    <Arn>{arn}</Arn>\n    <UserId>{user}</UserId>\n    <Account>{account}</Account>\n  "
    )))
}
