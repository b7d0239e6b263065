//! The things that shapes shared by several kinds speak of.

use opencite_plugin_sdk::aws::agentcore::shapes::{
    Certificate, FilesystemConfiguration, NetworkConfiguration, PrivateEndpoint, S3Location,
    ToolsFileSystemConfiguration, VpcConfig,
};

/// An edge: what the other thing is, and its id.
pub(crate) type Edge<'a> = (&'static str, &'a str);

/// The network that something runs in.
pub(crate) fn network(vpc: Option<&VpcConfig>) -> impl Iterator<Item = Edge<'_>> {
    vpc.into_iter()
        .flat_map(|vpc| place_in(&vpc.subnets, &vpc.security_groups))
}

/// The network that an agent runs in.
pub(crate) fn agent_network(
    network: Option<&NetworkConfiguration>,
) -> impl Iterator<Item = Edge<'_>> {
    self::network(network.and_then(|network| network.network_mode_config.as_ref()))
}

/// The network behind which something is reached.
pub(crate) fn private_network(
    endpoint: Option<&PrivateEndpoint>,
) -> impl Iterator<Item = Edge<'_>> {
    let managed = endpoint.and_then(|endpoint| endpoint.managed_vpc_resource.as_ref());
    managed
        .into_iter()
        .flat_map(|vpc| place_in(&vpc.subnet_ids, &vpc.security_group_ids))
}

/// The network that something runs in, where AWS has another shape for it.
pub(crate) fn place_in<'a>(
    subnets: &'a [String],
    security_groups: &'a [String],
) -> impl Iterator<Item = Edge<'a>> {
    let subnets = subnets.iter().map(|id| ("subnet", id.as_str()));
    let groups = security_groups.iter();
    subnets.chain(groups.map(|id| ("security-group", id.as_str())))
}

/// The file systems that an agent sees.
pub(crate) fn agent_files(mounts: &[FilesystemConfiguration]) -> impl Iterator<Item = Edge<'_>> {
    mounts.iter().filter_map(|mount| {
        let efs = mount.efs_access_point.as_ref();
        let s3 = mount.s3_files_access_point.as_ref();
        let point = efs.map(|efs| &efs.access_point_arn);
        let point = point.or_else(|| s3.map(|s3| &s3.access_point_arn));
        point.map(|point| ("access-point", point.as_str()))
    })
}

/// The file systems that a tool of agents sees.
pub(crate) fn tool_files(
    mounts: &[ToolsFileSystemConfiguration],
) -> impl Iterator<Item = Edge<'_>> {
    mounts.iter().flat_map(|mount| {
        let efs = mount.efs_configuration.as_ref();
        let efs = efs.map(|efs| [&efs.file_system_arn, &efs.access_point_arn]);
        let s3 = mount.s3_files_configuration.as_ref();
        let s3 = s3.map(|s3| [&s3.file_system_arn, &s3.access_point_arn]);
        efs.or(s3)
            .into_iter()
            .flat_map(|[files, point]| [("file-system", files), ("access-point", point)])
            .map(|(kind, arn)| (kind, arn.as_str()))
    })
}

/// The secrets that hold certificates.
pub(crate) fn certificates(certificates: &[Certificate]) -> impl Iterator<Item = Edge<'_>> {
    certificates.iter().filter_map(|certificate| {
        let location = certificate.location.as_ref()?;
        let secret = location.secrets_manager.as_ref()?;
        Some(("secret", secret.secret_arn.as_str()))
    })
}

/// The address of files.
pub(crate) fn address(location: &S3Location) -> String {
    format!("s3://{}/{}", location.bucket, location.prefix)
}
