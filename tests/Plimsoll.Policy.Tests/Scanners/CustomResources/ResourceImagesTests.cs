namespace Plimsoll.Policy.Tests.Scanners.CustomResources;

public class ResourceImagesTests
{
    private static string Resource(string version, string kind, string body) => $"apiVersion: {version}\nkind: {kind}\n{body}";

    // Images with line and columns; what follows two lines of head starts in line 3.
    public static TheoryData<string, string> Places { get; } = new()
    {
        { Resource("monitoring.coreos.com/v1", "Prometheus", "spec:\n  image: quay.io/acme/prometheus\n  thanos: {image: 'thanos:1'}\n"), "quay.io/acme/prometheus@4:10-33 thanos:1@5:20-28" },
        { Resource("monitoring.coreos.com/v1", "Alertmanager", "spec:\n  baseImage: quay.io/a/am\n  version: v0.27.0\n"), "quay.io/a/am:v0.27.0@5:12-19" },
        { Resource("monitoring.coreos.com/v1", "Prometheus", "spec:\n  baseImage: quay.io/a/p\n  version: v2\n  tag: v3\n"), "quay.io/a/p:v3@6:8-10" },
        { Resource("monitoring.coreos.com/v1", "Prometheus", "spec:\n  baseImage: quay.io/a/p\n  sha: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"), "quay.io/a/p@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@5:8-72" },
        { Resource("monitoring.coreos.com/v1", "PrometheusRule", "spec: {groups: [{rules: [{labels: {image: 'a:1'}, annotations: {image: 'b:1'}}]}]}\n"), "" },
        { Resource("postgresql.cnpg.io/v1", "Cluster", "spec: {imageName: ghcr.io/acme/pg}\n"), "ghcr.io/acme/pg@3:19-34" },
        { Resource("postgresql.cnpg.io/v1", "ImageCatalog", "spec:\n  images:\n  - {major: 16, image: pg}\n  - major: 17\n    image: pg:17\n"), "pg@5:24-26 pg:17@7:12-17" },
        { Resource("acid.zalan.do/v1", "OperatorConfiguration", "configuration: {docker_image: spilo, kubernetes: {pooler_image: 'p:1'}, x: true}\n"), "spilo@3:31-36 p:1@3:66-69" },
        { Resource("ceph.rook.io/v1", "CephCluster", "spec: {cephVersion: {image: 'quay.io/ceph/ceph:v18', allowUnsupported: no}}\n"), "quay.io/ceph/ceph:v18@3:30-51" },
        { Resource("kubevirt.io/v1", "VirtualMachine", "spec: {template: {spec: {volumes: [{containerDisk: {image: fedora}}]}}, dataVolumeTemplates: [{spec: {source: {registry: {url: 'docker://a/b:1'}}}}]}\n"), "fedora@3:60-66 a/b:1@3:138-143" },
        { Resource("cdi.kubevirt.io/v1beta1", "DataVolume", "spec: {source: {registry: {url: \"docker://a/b\"}, http: {url: 'https://a/b'}}}\n"), "a/b@3:43-46" },
        { Resource("kafka.strimzi.io/v1beta2", "KafkaConnect", "spec: {image: a, build: {output: {type: docker, image: 'r.io/b:1'}}}\n"), "a@3:15-16 r.io/b:1@3:57-65" },
        { Resource("kafka.strimzi.io/v1beta2", "Kafka", "spec: {kafka: {image: a}, entityOperator: {topicOperator: {image: b}}}\n"), "a@3:23-24 b@3:67-68" },
        { Resource("controlplane.cluster.x-k8s.io/v1beta1", "KubeadmControlPlane", "spec: {kubeadmConfigSpec: {clusterConfiguration: {dns: {imageRepository: r.io/x, imageTag: v1.11.1}, etcd: {local: {imageTag: 3.5.9-0}}}}}\n"), "r.io/x/coredns:v1.11.1@3:92-99 etcd:3.5.9-0@3:127-134" },
        { Resource("argoproj.io/v1beta1", "ArgoCD", "spec: {image: quay.io/x/argocd, version: v2.1.0, redis: {image: redis, version: '7'}}\n"), "quay.io/x/argocd:v2.1.0@3:42-48 redis:7@3:82-83" },
        { Resource("install.istio.io/v1alpha1", "IstioOperator", "spec: {hub: docker.io/istio, tag: 1.22.0}\n"), "docker.io/istio/pilot:1.22.0@3:35-41" },
        { Resource("nvidia.com/v1", "ClusterPolicy", "spec: {driver: {repository: nvcr.io/nvidia, image: driver, version: '550'}}\n"), "nvcr.io/nvidia/driver:550@3:70-73" },
        { Resource("x.example/v1", "App", "spec:\n  image:\n    repository: a/b\n    tag: 1.10\n  sidecar: {image: {registry: r.io, repository: c, digest: 'sha256:x'}}\n"), "a/b:1.1@6:10-14 r.io/c@sha256:x@7:61-69" },
        { Resource("x.example/v1", "App", "spec: {webImage: {name: a, tag: '1'}, git: {repository: 'github.com/a/b', tag: v1}, image: {pullPolicy: Always}}\n"), "a:1@3:34-35" },
        { Resource("x.example/v1", "App", "spec: {image: {repository: r.io/a}, cache: {repository: c, tag: 2, pullPolicy: Always}}\n"), "r.io/a@3:28-34 c:2@3:65-66" },
        { Resource("x.example/v1", "App", "spec: {image: 'a:1', jobImage: r.io/b, imageName: 'c@sha256:x', dockerImage: d:2, image2: e:1, env: [{name: image, value: f:1}]}\n"), "a:1@3:16-19 r.io/b@3:32-38 d:2@3:78-81" },
        { Resource("x.example/v1", "App", "spec: {image: plain, bootImage: a/b, logoImage: r.io/a.png, ogImage: 'https://r.io/a:1', useImage: true, coverImage: 'images/a.svg'}\n"), "" },
        { Resource("x.example/v1", "App", "spec: {image: '${IMAGE}', jobImage: '${REG}/a:${TAG:-2}', otherImage: '${X}'}\n"), "${IMAGE}@3:16-24 ${REG}/a:${TAG:-2}@3:38-56" },
        { Resource("core.oam.dev/v1beta1", "Application", "spec: {components: [{properties: {image: 'a/b:v1'}}]}\n"), "a/b:v1@3:43-49" },
        { Resource("image.openshift.io/v1", "ImageStream", "spec: {tags: [{name: latest, from: {kind: DockerImage, name: 'quay.io/a/b'}}, {from: {kind: ImageStreamTag, name: 'x:1'}}]}\n"), "quay.io/a/b@3:63-74" },
        { Resource("v1", "BuildConfig", "spec: {strategy: {sourceStrategy: {from: {kind: DockerImage, name: a:1}}}, output: {to: {kind: DockerImage, name: b:2}}}\n"), "a:1@3:68-71 b:2@3:115-118" },
        { Resource("template.openshift.io/v1", "Template", "objects:\n- apiVersion: build.openshift.io/v1\n  kind: BuildConfig\n  spec: {strategy: {dockerStrategy: {from: {kind: DockerImage, name: a:1}}}}\n"), "a:1@6:70-73" },
        { Resource("template.openshift.io/v1", "Template", "parameters:\n- {name: IMAGE, value: 'r.io/a:1'}\n- {name: TAG, value: '2'}\n- {name: OTHER}\nobjects:\n- {apiVersion: v1, kind: DeploymentConfig, spec: {template: {spec: {containers: [{image: '${IMAGE}'}, {image: 'b:${TAG}'}, {image: 'c:${OTHER}'}]}}}}\n"), "r.io/a:1@4:25-33 b:2@8:112-120 c:${OTHER}@8:133-143" },
        { "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: x.example/v1, kind: App, spec: &s {image: a:1}}\n- {apiVersion: x.example/v1, kind: App, spec: *s}\n", "a:1@4:58-61" },
        { Resource("kyverno.io/v1", "ClusterPolicy", "spec: {rules: [{validate: {pattern: {spec: {image: 'a:1'}}}}]}\n"), "" },
        { Resource("constraints.gatekeeper.sh/v1", "K8sRepos", "spec: {parameters: {image: 'a:1'}}\n"), "" },
        { Resource("apiextensions.k8s.io/v1", "CustomResourceDefinition", "spec: {versions: [{schema: {openAPIV3Schema: {properties: {image: {default: a:1}}}}}], image: a:1}\n"), "" },
        { Resource("v1", "ConfigMap", "data: {image: a:1}\n"), "" },
        { "kind: App\nspec: {image: a:1}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("cr.yaml", text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("cr.yml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("monitoring.coreos.com/v1", "Prometheus", "spec: {image: nginx}", "missing-tag@3:15-20")]
    [InlineData("postgresql.cnpg.io/v1", "Cluster", "spec: {imageName: 'pg:latest'}", "mutable-tag@3:20-29")]
    [InlineData("x.example/v1", "App", "spec: {image: {repository: r.io/a}}", "unresolved@3:28-34")]
    [InlineData("postgresql.cnpg.io/v1", "Cluster", "spec: {imageName: 'pg@x'}", "invalid-reference@3:20-24")]
    public async Task They_are_judged_as_any_other(string version, string kind, string body, string expected) =>
        Assert.Equal(expected, await Deployment.FindingsAsync("cr.yaml", Resource(version, kind, body + "\n")));

    [Fact]
    public async Task Aliases_in_a_circle_end() =>
        Assert.Equal("a:1@3:22-25 b@4:19-20", await Deployment.ImagesAsync("cr.yaml", Resource("kafka.strimzi.io/v1", "Kafka", "spec: &s {x: {image: a:1}, y: *s,\n  z: [*s, {image: b}]}\n")));
}
