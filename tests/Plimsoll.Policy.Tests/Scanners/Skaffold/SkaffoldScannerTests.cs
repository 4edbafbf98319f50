namespace Plimsoll.Policy.Tests.Scanners.Skaffold;

public class SkaffoldScannerTests
{
    public static TheoryData<string, string> Places { get; } = new()
    {
        { "apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n  - image: shop\n    requires: [{image: base, alias: BASE}]\n    buildpacks: {builder: 'a/b:1', runImage: c, buildpacks: ['docker://d:2', google.nodejs@1.0, r.io/e:3]}\n", "a/b:1@7:28-33 c@7:46-47 d:2@7:72-75 r.io/e:3@7:97-105" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n  - {image: r.io/web, jib: {fromImage: 'docker://a:1', project: web}}\n  - {image: api, ko: {fromImage: b@sha256:x}}\n  - {image: job, jib: {fromImage: 'tar://x.tar'}}\n  - image: big\n    kaniko:\n      image: c:2\n      initImage: \"d\"\n  googleCloudBuild: {dockerImage: e:1, packImage: f}\n", "a:1@5:50-53 b@sha256:x@6:34-44 c:2@10:14-17 d@11:19-20 e:1@12:35-38 f@12:51-52" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n  - image: web\n    docker:\n      buildArgs:\n        BASE_IMAGE: a\n        RUN_IMAGE: \"{{.RUN}}\"\n        OWN_IMAGE: web\n        HOST: db:5432\n        GO_BASE: b:1\n        HAS_IMAGE: \"true\"\n        PREBUILT_IMAGE: '{{.IMAGE_FULLY_QUALIFIED_base}}'\n  - image: base\n", "a@8:21-22 {{.RUN}}@9:21-29 b:1@12:18-21" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n  - image: web\n    custom:\n      buildCommand: docker run a:1 && docker build -t $IMAGE . && docker run web\n    hooks:\n      before: [{command: [sh, -c, docker pull b:2]}, {command: [docker, pull, c:3]}]\n", "a:1@7:32-35 b:2@9:47-50 c:3@9:79-82" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nverify:\n- name: image\n  container: {name: x, image: a:1, command: [docker, run, no]}\n- name: own\n  container: {image: web:dev}\ncustomActions:\n- name: y\n  containers:\n  - {name: z, image: b}\nbuild: {artifacts: [{image: web}]}\ntest: [{image: web, custom: [{command: docker run c:1}]}]\n", "a:1@5:31-34 b@11:22-23 c:1@13:51-54" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\ndeploy:\n  helm:\n    releases:\n    - name: db\n      remoteChart: oci://r.io/charts/db\n      version: 1.2.3\n      setValues: {image.repository: a, image.tag: '1', 'cache.image': 'b:2', replicas: 2, nested: {image: {repository: c, tag: x}}}\n      overrides:\n        sidecar: {image: d:3}\n    - {name: web, remoteChart: web/web, repo: 'https://r.io', version: 1.0.0}\n    - {name: any, remoteChart: 'oci://r.io/any'}\n", "r.io/charts/db:1.2.3@8:16-21 a:1@9:52-53 b:2@9:72-75 c:x@9:128-129 d:3@11:26-29 r.io/any@13:33-47" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nbuild: {artifacts: [{image: web}]}\nmanifests:\n  helm:\n    releases:\n    - name: web\n      setValueTemplates:\n        image.repository: \"{{.IMAGE_REPO_web}}\"\n        image.tag: \"{{.IMAGE_TAG_web}}@{{.IMAGE_DIGEST_web}}\"\n      setValues: {other.image: web, proxy.image: envoy:1}\n      artifactOverrides: {image: web}\n", "envoy:1@11:50-57" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nprofiles:\n- name: x\n  build: {artifacts: [{image: web, buildpacks: {builder: a:1}}]}\n  patches:\n  - {op: replace, path: /build/artifacts/0/buildpacks/builder, value: 'b:2'}\n  - {op: replace, path: /build/artifacts/0/image, value: c}\n  - {op: add, path: /build/artifacts/0/docker/buildArgs/BASE_IMAGE, value: d:3}\n  - {op: add, path: /deploy/helm/releases/0/setValues/image.tag, value: e}\n  - {op: remove, path: /build}\n", "a:1@5:58-61 b:2@7:72-75 d:3@9:76-79 {{ .Values.image.repository }}:e@10:73-74" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nbuild: {artifacts: [{image: web, jib: {fromImage: &i a:1}}]}\n---\napiVersion: skaffold/v4beta11\nkind: Config\nverify: [{container: {image: web}}, {container: {image: b:1}}]\n", "a:1@3:54-57 b:1@7:57-60" },
        { "apiVersion: skaffold/v4beta11\nkind: Config\nmetadata: {annotations: {fromImage: a:1}}\nbuild: {local: {push: false}}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens_and_what_is_built_is_not_judged(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("deploy.yaml", text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("skaffold.yaml", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task What_another_configuration_builds_is_not_judged()
    {
        using var deployment = new Deployment()
            .With("skaffold.yaml", "apiVersion: skaffold/v4beta11\nrequires: [{path: ./web}, {path: ../out}, {path: jobs/dev.yaml}, {git: {repo: 'https://x'}}]\nverify: [{container: {image: e2e}}, {container: {image: job}}, {container: {image: a:1}}]\n")
            .With("web/skaffold.yaml", "apiVersion: skaffold/v4beta11\nrequires: [{path: ..}, {path: tests}]\n")
            .With("web/tests/skaffold.yaml", "apiVersion: skaffold/v4beta11\nbuild: {artifacts: [{image: e2e}]}\n")
            .With("jobs/dev.yaml", "apiVersion: skaffold/v4beta11\nprofiles: [{name: x, build: {artifacts: [{image: job}]}}]\n");

        Assert.Equal(["a:1@skaffold.yaml:3:84-87"], await deployment.UsesAsync());
    }

    [Theory]
    [InlineData("skaffold.yaml", "build: {artifacts: [{image: web:1, jib: {fromImage: a:1}}]}\n", "a:1@1:53-56")]
    [InlineData("other.yaml", "build: {artifacts: [{image: web:1, jib: {fromImage: a:1}}]}\n", "")]
    [InlineData("skaffold-schema.yaml", "definitions: {fromImage: {type: string}}\n", "")]
    public async Task The_name_counts_where_the_version_is_missing(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Fact]
    public async Task Aliases_that_multiply_values_do_not_multiply_the_work()
    {
        var values = string.Concat(Enumerable.Range(1, 30).Select(i => $"  a{i}: &a{i} {{x: *a{i - 1}, y: *a{i - 1}, z: *a{i - 1}}}\n"));
        Assert.Equal("a:1@3:19-22", await Deployment.ImagesAsync("skaffold.yaml", $"apiVersion: skaffold/v4beta11\nmetadata:\n  a0: &a0 {{image: a:1}}\n{values}deploy: {{helm: {{releases: [{{setValues: {{all: *a30, b.image: *a0}}}}]}}}}\n"));
    }
}
