namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>Where custom resources in common use name images outside of containers. The first field that leads to a place decides about it.</summary>
internal static class KnownResources
{
    private static readonly string[] Versions = ["tag", "version"];

    /// <summary>All fields.</summary>
    public static IReadOnlyList<ResourceField> Fields { get; } =
    [
        // Monitoring
        new("monitoring.coreos.com", "Prometheus Alertmanager ThanosRuler PrometheusAgent", "spec") { Repository = "baseImage", Tags = Versions, Digest = "sha", UnlessSet = "image" },
        new("monitoring.coreos.com", "Prometheus", "spec.thanos") { Repository = "baseImage", Tags = Versions, Digest = "sha", UnlessSet = "image" },
        new("monitoring.coreos.com", "Prometheus Alertmanager ThanosRuler PrometheusAgent", "spec.**.image"),
        new("opentelemetry.io", "*", "spec.**.image"),
        new("jaegertracing.io", "*", "spec.**.image"),
        new("grafana.integreatly.org", "Grafana", "spec.**.image"),

        // Databases and queues
        new("postgresql.cnpg.io", "*", "spec.imageName"),
        new("postgresql.cnpg.io", "ImageCatalog ClusterImageCatalog", "spec.images.*.image"),
        new("postgresql.cnpg.io", "Pooler", "spec.**.image"),
        new("acid.zalan.do", "*", "spec.dockerImage"),
        new("acid.zalan.do", "*", "**.*image"),
        new("*.percona.com", "*", "spec.**.*image"),
        new("postgres-operator.crunchydata.com", "*", "spec.**.image"),
        new("rabbitmq.com", "RabbitmqCluster", "spec.image"),
        new("kafka.strimzi.io", "KafkaConnect", "spec.build.output.image") { IsBuiltHere = true },
        new("kafka.strimzi.io", "*", "spec.**.*image"),
        new("*.k8s.elastic.co", "*", "spec.image"),
        new("databases.spotahome.com", "RedisFailover", "spec.**.image"),
        new("redis.redis.opstreelabs.in", "*", "spec.**.image"),
        new("k8s.mariadb.com", "*", "spec.**.image"),
        new("minio.min.io", "Tenant", "spec.**.image"),
        new("cassandra.datastax.com", "CassandraDatacenter", "spec.*image"),

        // Storage and machines
        new("ceph.rook.io", "CephCluster", "spec.cephVersion.image"),
        new("kubevirt.io", "*", "**.containerDisk.image"),
        new("kubevirt.io", "*", "**.kernelBoot.container.image"),
        new("*.kubevirt.io", "*", "**.registry.url") { Prefix = "docker://", PinRefusal = "the importer takes no tag beside a digest" },
        new("*.cluster.x-k8s.io", "*", "**.etcd.local") { Repository = "imageRepository", Tags = ["imageTag"], Name = "etcd" },
        new("*.cluster.x-k8s.io", "*", "**.dns") { Repository = "imageRepository", Tags = ["imageTag"], Name = "coredns" },
        new("kubeadm.k8s.io", "ClusterConfiguration", "etcd.local") { Repository = "imageRepository", Tags = ["imageTag"], Name = "etcd" },
        new("kubeadm.k8s.io", "ClusterConfiguration", "dns") { Repository = "imageRepository", Tags = ["imageTag"], Name = "coredns" },

        // Workloads and delivery
        new("argoproj.io", "ArgoCD", "spec") { Repository = "image", Tags = ["version"] },
        new("argoproj.io", "ArgoCD", "spec.*") { Repository = "image", Tags = ["version"] },
        new("sparkoperator.k8s.io", "*", "spec.**.image"),
        new("flink.apache.org", "FlinkDeployment", "spec.image"),
        new("actions.summerwind.dev", "*", "spec.**.*image"),
        new("vault.banzaicloud.com", "Vault", "spec.*image"),
        new("install.istio.io", "IstioOperator", "spec") { Repository = "hub", Tags = ["tag"], Name = "pilot" },
        new("install.istio.io", "IstioOperator", "spec.values.global") { Repository = "hub", Tags = ["tag"], Name = "pilot" },
        new("install.istio.io", "IstioOperator", "spec.components.*") { Repository = "hub", Tags = ["tag"], Name = "pilot" },
        new("sailoperator.io", "Istio", "spec.values.global") { Repository = "hub", Tags = ["tag"], Name = "pilot" },

        // Clusters on one's own machine
        new("kind.x-k8s.io", "Cluster", "nodes.*.image") { FileKind = FileKinds.LocalCluster },
        new("k3d.io", "Simple", "*image") { FileKind = FileKinds.LocalCluster },
        new("k3d.io", "Simple", "registries.create.*image") { FileKind = FileKinds.LocalCluster },
        new("ctlptl.dev", "Registry", "*image") { FileKind = FileKinds.LocalCluster },
        new("ctlptl.dev", "Cluster", "kindV1Alpha4Cluster.nodes.*.image") { FileKind = FileKinds.LocalCluster },
        new("ctlptl.dev", "Cluster", "*.v1alpha5Simple.*image") { FileKind = FileKinds.LocalCluster },

        new("kpack.io", "Image", "spec.tag") { IsBuiltHere = true },
    ];
}
