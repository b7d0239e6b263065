//! Capacity providers: machines of the account that agents run on.

use opencite_plugin_sdk::aws::agentcore::capacity_providers::{
    CapacityProviderDetail, CapacityProviderSummary, Ec2Configuration, get_capacity_provider,
    list_capacity_providers,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{Edge, place_in};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "capacity_provider",
    title: "Capacity providers",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_capacity_providers(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_capacity_providers(), &DESCRIPTION),
};

const DESCRIPTION: Description<CapacityProviderSummary, CapacityProviderDetail> = Description {
    actions: [
        "bedrock-agentcore:ListCapacityProviders",
        "bedrock-agentcore:GetCapacityProvider",
    ],
    id: |provider| &provider.capacity_provider_arn,
    key: |provider| provider.capacity_provider_id.clone(),
    describe: get_capacity_provider,
    asset,
};

fn asset(provider: &CapacityProviderSummary, detail: Option<&CapacityProviderDetail>) -> Asset {
    let role = detail.and_then(|detail| detail.permissions_configuration.as_ref());
    let compute = detail.and_then(|detail| detail.compute_configuration.as_ref());
    let machines = compute.and_then(|compute| compute.ec2_configuration.as_ref());
    Asset::new(&provider.capacity_provider_arn, &provider.name)
        .status(provider.status.as_str())
        .created(detail.map(|detail| detail.created_at.as_str()))
        .modified(provider.last_updated_at.as_str())
        .relation(
            "role",
            role.map(|role| role.capacity_provider_operator_role_arn.as_str()),
        )
        .relation("instance-profile", machines.and_then(instance_profile))
        .edges(machines.into_iter().flat_map(network))
        .relations("kms-key", machines.into_iter().flat_map(keys))
        .properties(Properties::default().record(provider).record(&detail))
}

fn instance_profile(machines: &Ec2Configuration) -> Option<&str> {
    let template = machines.launch_template_source.as_ref()?;
    let launch = template.launch_parameters.as_ref()?;
    launch.instance_profile_arn.as_deref()
}

fn network(machines: &Ec2Configuration) -> impl Iterator<Item = Edge<'_>> {
    let vpc = machines.vpc_configuration.iter();
    vpc.flat_map(|vpc| place_in(&vpc.subnets, &vpc.security_groups))
}

/// What the disks are encrypted with.
fn keys(machines: &Ec2Configuration) -> impl Iterator<Item = &String> {
    let root = machines.root_volume.as_ref();
    let root = root.and_then(|root| root.kms_key_id.as_ref());
    let volumes = machines.volumes.iter();
    let volumes =
        volumes.filter_map(|volume| volume.ebs_configuration.as_ref()?.kms_key_id.as_ref());
    root.into_iter().chain(volumes)
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "capacity_provider_id": "gpu-c1",
            "capacity_provider_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:capacity-provider/gpu-c1",
            "name": "gpu",
            "status": "READY",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let detail = json!({
            "capacity_provider_id": "gpu-c1",
            "capacity_provider_arn": "arn:aws:bedrock-agentcore:us-east-1:111122223333:capacity-provider/gpu-c1",
            "name": "gpu",
            "status": "READY",
            "permissions_configuration": {"capacity_provider_operator_role_arn": "arn:aws:iam::111122223333:role/operator"},
            "compute_configuration": {"ec2_configuration": {
                "launch_template_source": {"launch_parameters": {
                    "operating_system": "AL2023",
                    "instance_requirements": {"allowed_instance_types": ["g6.xlarge"]},
                    "ephemeral_volumes": [],
                    "license_specifications": [],
                    "instance_profile_arn": "arn:aws:iam::111122223333:instance-profile/agents",
                    "propagated_tags": [],
                }},
                "vpc_configuration": {"subnets": ["subnet-1"], "security_groups": ["sg-1"]},
                "volumes": [{"ebs_configuration": {"name": "data", "size_gib": 100, "volume_type": "gp3", "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/data"}}],
                "root_volume": {"volume_type": "gp3", "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/root"},
            }},
            "created_at": "2026-03-01T08:00:00Z",
            "last_updated_at": "2026-03-02T09:30:00Z",
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        gpu: arn:aws:bedrock-agentcore:us-east-1:111122223333:capacity-provider/gpu-c1
        status: READY
        created: 2026-03-01T08:00:00Z
        modified: 2026-03-02T09:30:00Z
        role -> arn:aws:iam::111122223333:role/operator
        instance-profile -> arn:aws:iam::111122223333:instance-profile/agents
        subnet -> subnet-1
        security-group -> sg-1
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/root
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/data
        capacity_provider_arn = "arn:aws:bedrock-agentcore:us-east-1:111122223333:capacity-provider/gpu-c1"
        capacity_provider_id = "gpu-c1"
        compute_configuration = {"ec2_configuration":{"launch_template_source":{"launch_parameters":{"ephemeral_volumes":[],"instance_profile_arn":"arn:aws:iam::111122223333:instance-profile/agents","instance_requirements":{"allowed_instance_types":["g6.xlarge"]},"license_specifications":[],"operating_system":"AL2023","propagated_tags":[]}},"root_volume":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/root","volume_type":"gp3"},"volumes":[{"ebs_configuration":{"kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/data","name":"data","size_gib":100,"volume_type":"gp3"}}],"vpc_configuration":{"security_groups":["sg-1"],"subnets":["subnet-1"]}}}
        created_at = "2026-03-01T08:00:00Z"
        last_updated_at = "2026-03-02T09:30:00Z"
        name = "gpu"
        permissions_configuration = {"capacity_provider_operator_role_arn":"arn:aws:iam::111122223333:role/operator"}
        status = "READY"
        "#);
    }
}
