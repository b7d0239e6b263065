//! `HyperPod` clusters: machines that train for weeks.

use opencite_plugin_sdk::aws::sagemaker::clusters::{
    ClusterDetail, ClusterInstanceGroupDetails, ClusterInstanceStorageConfig, ClusterOrchestrator,
    ClusterRestrictedInstanceGroupDetails, ClusterSummary, describe_cluster, list_clusters,
};
use opencite_plugin_sdk::{
    Asset, AssetKind, Description, Properties, Scope, list_and_describe, try_list_and_describe,
};

use crate::shapes::{Edge, network};

pub(crate) const KIND: AssetKind = AssetKind {
    name: "cluster",
    title: "HyperPod clusters",
    scope: Scope::Regional,
    discover: |_| list_and_describe(&list_clusters(), &DESCRIPTION),
    verify: || try_list_and_describe(&list_clusters(), &DESCRIPTION),
};

const DESCRIPTION: Description<ClusterSummary, ClusterDetail> = Description {
    actions: ["sagemaker:ListClusters", "sagemaker:DescribeCluster"],
    id: |cluster| cluster.cluster_arn.as_deref().unwrap_or_default(),
    key: |cluster| cluster.cluster_name.clone().unwrap_or_default(),
    describe: describe_cluster,
    asset,
};

fn asset(cluster: &ClusterSummary, detail: Option<&ClusterDetail>) -> Asset {
    let arn = cluster.cluster_arn.as_deref().unwrap_or_default();
    let name = cluster.cluster_name.as_deref().unwrap_or_default();
    let asset = Asset::new(arn, name)
        .status(cluster.cluster_status.as_deref())
        .created(cluster.creation_time.as_deref())
        .relations("training-plan", &cluster.training_plan_arns)
        .properties(Properties::default().record(cluster).record(&detail));
    match detail {
        Some(detail) => set_up(asset, detail),
        None => asset,
    }
}

fn set_up(asset: Asset, cluster: &ClusterDetail) -> Asset {
    asset
        .relation("role", cluster.cluster_role.as_deref())
        .edges(network(cluster.vpc_config.as_ref()))
        .edges(cluster.orchestrator.iter().flat_map(orchestrator))
        .edges(cluster.instance_groups.iter().flat_map(group))
        .edges(
            cluster
                .restricted_instance_groups
                .iter()
                .flat_map(restricted_group),
        )
}

/// What gives the machines their work.
fn orchestrator(orchestrator: &ClusterOrchestrator) -> impl Iterator<Item = Edge<'_>> {
    let eks = orchestrator.eks.as_ref();
    let slurm = orchestrator.slurm.as_ref();
    let database = slurm.and_then(|it| it.accounting_database.as_ref());
    [
        ("eks-cluster", eks.and_then(|it| it.cluster_arn.as_deref())),
        ("secret", database.map(|it| it.secret_arn.as_str())),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
}

fn group(group: &ClusterInstanceGroupDetails) -> impl Iterator<Item = Edge<'_>> {
    let scripts = group.life_cycle_config.as_ref();
    [
        ("role", group.execution_role.as_deref()),
        (
            "input-s3",
            scripts.and_then(|it| it.source_s3_uri.as_deref()),
        ),
        ("training-plan", group.training_plan_arn.as_deref()),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
    .chain(network(group.override_vpc_config.as_ref()))
    .chain(disks(&group.instance_storage_configs))
}

fn restricted_group(
    group: &ClusterRestrictedInstanceGroupDetails,
) -> impl Iterator<Item = Edge<'_>> {
    let environment = group.environment_config.as_ref();
    [
        ("role", group.execution_role.as_deref()),
        (
            "output-s3",
            environment.and_then(|it| it.s3_output_path.as_deref()),
        ),
        ("training-plan", group.training_plan_arn.as_deref()),
    ]
    .into_iter()
    .filter_map(|(kind, target)| Some((kind, target?)))
    .chain(network(group.override_vpc_config.as_ref()))
    .chain(disks(&group.instance_storage_configs))
}

/// What the disks are encrypted with.
fn disks(disks: &[ClusterInstanceStorageConfig]) -> impl Iterator<Item = Edge<'_>> {
    disks.iter().filter_map(|disk| {
        let volume = disk.ebs_volume_config.as_ref()?;
        Some(("kms-key", volume.volume_kms_key_id.as_deref()?))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json};

    use super::*;

    #[test]
    fn everything_aws_says_is_mapped() {
        let summary = json!({
            "cluster_arn": "arn:aws:sagemaker:us-east-1:111122223333:cluster/c1",
            "cluster_name": "giants",
            "creation_time": "2026-03-01T08:00:00Z",
            "cluster_status": "InService",
            "training_plan_arns": ["arn:aws:sagemaker:us-east-1:111122223333:training-plan/p5"],
        });
        let detail = json!({
            "cluster_name": "giants",
            "cluster_role": "arn:aws:iam::111122223333:role/cluster",
            "instance_groups": [{
                "instance_group_name": "workers",
                "instance_type": "ml.p5.48xlarge",
                "current_count": 4,
                "target_count": 4,
                "instance_type_details": [],
                "life_cycle_config": {"source_s3_uri": "s3://scripts", "on_create": "start.sh"},
                "execution_role": "arn:aws:iam::111122223333:role/worker",
                "instance_storage_configs": [{"ebs_volume_config": {"volume_kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/k"}}],
                "on_start_deep_health_checks": [],
                "override_vpc_config": {"security_group_ids": ["sg-2"], "subnets": ["subnet-2"]},
            }],
            "restricted_instance_groups": [{
                "execution_role": "arn:aws:iam::111122223333:role/restricted",
                "instance_storage_configs": [],
                "on_start_deep_health_checks": [],
                "environment_config": {"s3_output_path": "s3://nova"},
            }],
            "vpc_config": {"security_group_ids": ["sg-1"], "subnets": ["subnet-1"]},
            "orchestrator": {"eks": {"cluster_arn": "arn:aws:eks:us-east-1:111122223333:cluster/giants"}},
        });
        let asset = asset(
            &from_value(summary).unwrap(),
            Some(&from_value(detail).unwrap()),
        );
        insta::assert_snapshot!(asset, @r#"
        giants: arn:aws:sagemaker:us-east-1:111122223333:cluster/c1
        status: InService
        created: 2026-03-01T08:00:00Z
        training-plan -> arn:aws:sagemaker:us-east-1:111122223333:training-plan/p5
        role -> arn:aws:iam::111122223333:role/cluster
        subnet -> subnet-1
        security-group -> sg-1
        eks-cluster -> arn:aws:eks:us-east-1:111122223333:cluster/giants
        role -> arn:aws:iam::111122223333:role/worker
        input-s3 -> s3://scripts
        subnet -> subnet-2
        security-group -> sg-2
        kms-key -> arn:aws:kms:us-east-1:111122223333:key/k
        role -> arn:aws:iam::111122223333:role/restricted
        output-s3 -> s3://nova
        cluster_arn = "arn:aws:sagemaker:us-east-1:111122223333:cluster/c1"
        cluster_name = "giants"
        cluster_role = "arn:aws:iam::111122223333:role/cluster"
        cluster_status = "InService"
        creation_time = "2026-03-01T08:00:00Z"
        instance_groups = [{"current_count":4,"execution_role":"arn:aws:iam::111122223333:role/worker","instance_group_name":"workers","instance_storage_configs":[{"ebs_volume_config":{"volume_kms_key_id":"arn:aws:kms:us-east-1:111122223333:key/k"}}],"instance_type":"ml.p5.48xlarge","instance_type_details":[],"life_cycle_config":{"on_create":"start.sh","source_s3_uri":"s3://scripts"},"on_start_deep_health_checks":[],"override_vpc_config":{"security_group_ids":["sg-2"],"subnets":["subnet-2"]},"target_count":4}]
        orchestrator = {"eks":{"cluster_arn":"arn:aws:eks:us-east-1:111122223333:cluster/giants"}}
        restricted_instance_groups = [{"environment_config":{"s3_output_path":"s3://nova"},"execution_role":"arn:aws:iam::111122223333:role/restricted","instance_storage_configs":[],"on_start_deep_health_checks":[]}]
        training_plan_arns = ["arn:aws:sagemaker:us-east-1:111122223333:training-plan/p5"]
        vpc_config = {"security_group_ids":["sg-1"],"subnets":["subnet-1"]}
        "#);
    }
}
