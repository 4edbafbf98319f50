namespace Plimsoll.Policy.Tests.Scanners.Helm;

public class HelmValuesScannerTests
{
    private const string Chart = "apiVersion: v2\nname: app\nversion: 0.1.0\nappVersion: \"3.2.1+b\"\n";
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // values.yaml of a chart whose appVersion is 3.2.1+b.
    public static TheoryData<string, string> Values { get; } = new()
    {
        { "image:\n  repository: a/b\n  tag: \"1.2\"\n", "a/b:1.2@3:9-12" },
        { "image: {registry: reg:5000, repository: a/b, tag: v1, pullPolicy: Always}\n", "reg:5000/a/b:v1@1:51-53" },
        { "image: {registry: 'ghcr.io/', repository: a}\n", "ghcr.io/a:3.2.1_b@1:43-44" },
        { "image:\n  repository: a\n  tag: \"\"\n", "a:3.2.1_b@2:15-16" },
        { "image:\n  repository: a\n  tag:\n", "a:3.2.1_b@2:15-16" },
        { "image:\n  repository: a\n  tag: ~ # appVersion\n", "a:3.2.1_b@2:15-16" },
        { "image:\n  repository: a\n  tag: v1\n  digest: " + Digest + "\n", $"a:v1@{Digest}@4:11-82" },
        { "image:\n  repository: a\n  digest: " + Digest + "\n", $"a@{Digest}@3:11-82" },
        { "image:\n  repository: a\n  tag: v1\n  digest: ''\n", "a:v1@3:8-10" },
        { "image: {repository: 'a:v1'}\n", "a:v1@1:22-26" },
        { "image: {name: a, tag: v1}\n", "a:v1@1:23-25" },
        { "image: {name: a, version: v1}\n", "a:v1@1:27-29" },
        { "image: {repository: a, imageTag: v1}\n", "a:v1@1:34-36" },
        { "image: {repository: a, tag: 1.10}\n", "a:1.1@1:29-33" },
        { "image: {repository: a, tag: '1.10'}\n", "a:1.10@1:30-34" },
        { "image: {repository: a, tag: !!str 1.10}\n", "a:1.10@1:35-39" },
        { "image: {repository: a, tag: 1.10.0}\n", "a:1.10.0@1:29-35" },
        { "image: {repository: a, tag: 0x1_0}\n", "a:16@1:29-34" },
        { "image: {repository: a, tag: yes}\n", "a:true@1:29-32" },
        { "image: {repository: a, tag: yEs}\n", "a:yEs@1:29-32" },
        { "image: {repository: a, tag: 20261130}\n", "a:20261130@1:29-37" },
        { "image: {repository: a, tag: .nan}\n", "a:.nan@1:29-33" },
        { "image: {repository: a, tag: 0}\n", "a:0@1:29-30" },
        { "image: a\ntag: 1.20\n", "a:1.2@2:6-10" },
        { "image: {registry: r.io, tag: 1.20}\n", "{{ .Values.image.repository }}:1.20@1:30-34" },
        { "image: {repository: a, tag: &t v1}\nweb: {image: {repository: b, tag: *t}}\n", "b:v1@1:32-34 a:v1@1:32-34" },
        { "x: &x {registry: r.io, tag: v1}\nwebImage:\n  <<: *x\n  repository: b\n", "r.io/b:v1@1:29-31" },
        { "sidecarIMAGE: {repository: a, tag: v1}\n", "a:v1@1:36-38" },
        { "proxy: {repository: a, tag: v1}\n", "a:v1@1:29-31" },
        { "proxy: {repository: a, pullPolicy: Always}\n", "a:3.2.1_b@1:21-22" },
        { "proxy: {repository: a, url: b}\n", "" },
        { "source: {repository: 'https://github.com/a/b', tag: v1}\nother: {repository: 'git@github.com:a/b', tag: v1}\n", "" },
        { "image: {web: {repository: a, tag: v1}, job: {repository: b, tag: v2}}\n", "a:v1@1:35-37 b:v2@1:66-68" },
        { "images:\n- repository: a\n  tag: v1\n- [{repository: b, tag: v2}]\n", "a:v1@3:8-10 b:v2@4:25-27" },
        { "image: a:v1\n", "a:v1@1:8-12" },
        { "image: a\n", "a@1:8-9" },
        { "initImage: \"a:v1\"\ndebugimage: 'b'\n", "a:v1@1:13-17 b@2:14-15" },
        { "image: a\nimageTag: v1\n", "a:v1@2:11-13" },
        { "image: a\ntag: v1\n", "a:v1@2:6-8" },
        { "image: a\ntag: ''\n", "a:3.2.1_b@1:8-9" },
        { "image: a:v1\ntag: v2\n", "a:v1@1:8-12" },
        { "registry: r.io\nimage: a\ntag: v1\n", "r.io/a:v1@3:6-8" },
        { "initImage: a\ninitImageTag: v1\ntag: v2\n", "a:v1@2:15-17" },
        { "extraContainers:\n- name: x\n  image: a:v1\n", "a:v1@3:10-14" },
        { "image: true\nuseImage: false\nmaxImage: 10\nnoImage: ''\nnilImage:\nlogoImage: /a/b\nfaviconImage: x.png\nheroImage: https://x.y/z\ntextImage: a b\nnodeImage: ami-0abcdef1234567890\noldImage: ami-0abcdef1\n", "" },
        { "image: \"{{ .Values.x }}\"\ncacheImage: \"{{ .Values.r }}/a:{{ .Values.t }}\"\n", "{{ .Values.r }}/a:{{ .Values.t }}@2:14-47" },
        { "image: ${IMAGE}\n", "${IMAGE}@1:8-16" },
        { "image: {repository: '{{ .Values.global.repo }}', tag: latest}\n", "{{ .Values.global.repo }}:latest@1:55-61" },
        { "image: {tag: latest}\n", "{{ .Values.image.repository }}:latest@1:14-20" },
        { "redis: {image: {tag: '7'}}\n", "{{ .Values.redis.image.repository }}:7@1:23-24" },
        { "image: {pullPolicy: Always}\n", "" },
        { "global: {imageRegistry: r.io}\nimage: {repository: a, tag: v1}\n", "r.io/a:v1@2:29-31" },
        { "global: {imageRegistry: r.io}\nimage: {registry: docker.io, repository: a, tag: v1}\n", "r.io/a:v1@2:50-52" },
        { "global: {imageRegistry: r.io}\nimage: {repository: q.io/a, tag: v1}\n", "q.io/a:v1@2:34-36" },
        { "global: {imageRegistry: ''}\nimage: {registry: docker.io, repository: a, tag: v1}\n", "docker.io/a:v1@2:50-52" },
        { "image:\n  repository: a\n  tag: |-\n    v1\n", "a:v1@4:5-7" },
        { "image:\n  repository: a\n  tag: v1\n  tag: v2\n", "a:v2@4:8-10" },
        { "kind: DaemonSet\nimage: {repository: a, tag: v1}\n", "a:v1@2:29-31" },
        { "image: {repository: A, tag: v1}\n", "A:v1@1:29-31" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task An_image_is_found_at_the_part_that_decides(string values, string expected) => Assert.Equal(expected, await ImagesAsync(values));

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string values, string expected) =>
        Assert.Equal(expected, await ImagesAsync("\uFEFF" + values.Replace("\n", "\r\n", StringComparison.Ordinal)));

    private static async Task<string> ImagesAsync(string values)
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("values.yaml", values);
        return string.Join(" ", (await deployment.UsesAsync()).Select(use => use.Replace("@values.yaml:", "@", StringComparison.Ordinal)));
    }

    // Over "image: {registry: r.io, repository: a, tag: v1}, job: {image: {repository: b}}" at the chart's values.
    public static TheoryData<string, string> Environments { get; } = new()
    {
        { "image: {tag: v2}\n", "r.io/a:v2@1:14-16" },
        { "image: {tag: ''}\n", "r.io/a:3.2.1_b@1:15-15" },
        { "image: {tag: null}\n", "r.io/a:3.2.1_b@1:14-18" },
        { "image: {repository: c}\n", "r.io/c:v1@1:21-22" },
        { "image: {registry: q.io}\n", "q.io/a:v1@1:19-23" },
        { "image: {registry: ''}\n", "a:v1@1:20-20" },
        { "image: {repository: c, tag: v2}\n", "r.io/c:v2@1:29-31" },
        { "image: {digest: " + Digest + "}\n", $"r.io/a:v1@{Digest}@1:17-88" },
        { "image: {pullPolicy: Always}\nreplicas: 2\nversion: image tag\n", "" },
        { "job: {image: {tag: v2}}\n", "b:v2@1:20-22" },
        { "image: c:v9\n", "c:v9@1:8-12" },
        { "global: {imageRegistry: g.io}\n", "g.io/e:v1@1:25-29 g.io/b:3.2.1_b@1:25-29 g.io/a:v1@1:25-29" },
        { "old: {tag: v2}\n", "e:v2@1:12-14" },
        { "old: {pull: v2}\n", "" },
        { "other: {image: {repository: d, tag: v3}}\n", "d:v3@1:37-39" },
    };

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task An_environments_values_are_merged_over_the_charts(string values, string expected)
    {
        foreach (var file in new[] { "values-prod.yaml", "prod.values.yml", "envs/prod/values.yaml" })
        {
            using var deployment = new Deployment()
                .With("c/Chart.yaml", Chart)
                .With("c/values.yaml", "image: {registry: r.io, repository: a, tag: v1}\njob: {image: {repository: b}}\nold: {image: e, tag: v1}\n")
                .With("c/" + file, values);

            var uses = (await deployment.UsesAsync()).Where(use => use.Contains($"@c/{file}:", StringComparison.Ordinal));
            Assert.Equal(expected, string.Join(" ", uses.Select(use => use.Replace($"@c/{file}:", "@", StringComparison.Ordinal))));
        }
    }

    [Theory]
    [InlineData("values.yaml", "image: {repository: a, tag: v1}\n", "a:v1@values.yaml:1:29-31")]
    [InlineData("deploy/prod-values.yml", "web: {image: {repository: a, tag: v1}}\nlogoImage: x\n", "a:v1@deploy/prod-values.yml:1:35-37 x@deploy/prod-values.yml:2:12-13")]
    [InlineData("values.yaml", "image: {repository: a, tag: ''}\n", "a:{{ .Chart.AppVersion }}@values.yaml:1:21-22")]
    [InlineData("values.yaml", "image: a:v1\n", "")]
    [InlineData("values.yaml", "image: {repository: a}\n", "")]
    [InlineData("settings.yaml", "image: {repository: a, tag: v1}\n", "")]
    [InlineData("values.yaml", "images:\n  tags:\n    init: quay.io/a/b:1\n  pull_policy: IfNotPresent\n", "quay.io/a/b:1@values.yaml:3:11-24")]
    [InlineData("values-prod.yaml", "redis:\n  image: {tag: latest}\n", "{{ .Values.redis.image.repository }}:latest@values-prod.yaml:2:16-22")]
    [InlineData("default-values.yml", "image: {name: logo}\ntag: v1\n", "")]
    [InlineData("envs/prod.yaml", "web:\n  image: {registry: r.io, repository: a/b, tag: '1'}\nlogoImage: x\nsideImage: c/d:2\n", "r.io/a/b:1@envs/prod.yaml:2:50-51 c/d:2@envs/prod.yaml:4:12-17")]
    [InlineData("envs/prod.yaml.gotmpl", "image:\n  repository: a/b\n  tag: {{ .Values.tag }}\n", "a/b:{{…}}@envs/prod.yaml.gotmpl:3:8-25")]
    [InlineData("locales/en.yml", "en:\n  image: {repository: Source/Repository, tag: Tag}\n", "")]
    [InlineData("api.yaml", "openapi: 3.0.0\nx: {example: {image: {repository: a/b, tag: v1}}}\n", "")]
    [InlineData("values.schema.json", "{\"image\": {\"repository\": \"a\", \"tag\": \"v1\"}}\n", "")]
    public async Task Away_from_a_chart_only_a_clear_values_file_counts(string file, string values, string expected)
    {
        using var deployment = new Deployment().With(file, values);

        Assert.Equal(expected, string.Join(" ", await deployment.UsesAsync()));
    }

    [Fact]
    public async Task The_nearest_chart_counts_and_a_file_in_its_templates_is_none_of_its_values()
    {
        using var deployment = new Deployment()
            .With("Chart.yaml", "appVersion: '1'\n").With("values.yaml", "image: {repository: a}\n")
            .With("charts/sub/Chart.yaml", "appVersion: '2'\n").With("charts/sub/values.yaml", "image: {repository: b}\n")
            .With("templates/values-map.yaml", "image: {repository: c, tag: '1'}\n")
            .With("crds/values.yaml", "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: d}]}\n");

        Assert.Equal(["b:2@charts/sub/values.yaml:1:21-22", "d@crds/values.yaml:3:29-30", "a:1@values.yaml:1:21-22"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task A_chart_that_cannot_be_read_leaves_the_tag_open()
    {
        using var deployment = new Deployment().With("Chart.yaml", "a: [").With("values.yaml", "image: {repository: a}\n");

        Assert.Equal(["a:{{ .Chart.AppVersion }}@values.yaml:1:21-22"], await deployment.UsesAsync());
        Assert.Equal("unresolved", Assert.Single((await deployment.CheckAsync(null, "values.yaml")).Findings).Rule);
    }

    [Fact]
    public async Task Parts_are_told_apart_for_those_who_write_them()
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("values.yaml", "image: {repository: a, tag: v1}\n").With("values-x.yaml", "image: {tag: v2}\n");

        var parts = (await deployment.CheckAsync()).Images.Select(image => image.Use.Parts!).ToList();

        Assert.Equal((null, "v2", null), (parts[0].Repository?.Value, parts[0].Tag?.Value, parts[0].Digest?.Value));
        Assert.Equal(("a", "v1", null), (parts[1].Repository?.Value, parts[1].Tag?.Value, parts[1].Digest?.Value));
        Assert.Same(parts[1].Tag, parts[1].Mapping.Scalar("tag"));
    }

    [Fact]
    public async Task Aliases_laid_over_aliases_end()
    {
        var tree = string.Concat(Enumerable.Range(0, 40).Select(i => $"l{i}: &l{i} {{a: {(i == 0 ? "x" : $"*l{i - 1}")}, b: {(i == 0 ? "y" : $"*l{i - 1}")}, image: i{i}:1}}\n"));
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("values.yaml", tree).With("values-x.yaml", tree);

        Assert.Equal(80, (await deployment.UsesAsync()).Length);
    }

    [Theory]
    [InlineData("1.10", null, "'a:1.10' (here 'a:1.1', as its tag has no quotes) is not the image that is written: without quotes, its tag 1.10 is read as 1.1.")]
    [InlineData("20261130", null, "'a:20261130' cannot be resolved: without quotes, its tag 20261130 is a number, which not every version writes alike.")]
    [InlineData("1e6", null, "'a:1e6' cannot be resolved: without quotes, its tag 1e6 is a number, which not every version writes alike.")]
    [InlineData(".inf", null, "'a:.inf' cannot be resolved: without quotes, its tag .inf is a number, which not every version writes alike.")]
    [InlineData("0", null, "'a:0' cannot be resolved: without quotes, its tag 0 counts as none where a template has a default.")]
    [InlineData("off", null, "'a:off' cannot be resolved: without quotes, its tag off counts as none where a template has a default.")]
    [InlineData("1.27", null, null)]
    [InlineData("'1.10'", null, null)]
    [InlineData("'0'", null, null)]
    [InlineData("1.10", ", digest: " + Digest, null)]
    public async Task Missing_quotes_are_told(string tag, string? more, string? message)
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("values.yaml", $"image: {{repository: a, tag: {tag}{more}}}\n");

        var finding = (await deployment.CheckAsync()).Findings.SingleOrDefault();
        Assert.Equal(message is null ? (null, null, null) : ("unresolved", message, "Put the tag that is meant in quotes."), (finding?.Rule, finding?.Message, finding?.Advice));
    }

    [Fact]
    public async Task A_tag_inherited_without_quotes_is_read_alike()
    {
        using var deployment = new Deployment().With("Chart.yaml", Chart).With("values.yaml", "image: {repository: a, tag: 1.10}\n").With("values-x.yaml", "image: {repository: b}\n");

        Assert.Equal(["b:1.1@values-x.yaml:1:21-22", "a:1.1@values.yaml:1:29-33"], await deployment.UsesAsync());
    }

    [Theory]
    [InlineData("1.10", "a:1.1")]
    [InlineData("'1.10'", "a:1.10")]
    [InlineData("20261130", "a:20261130")]
    public async Task A_version_of_the_chart_without_quotes_is_a_number_too(string version, string image)
    {
        using var deployment = new Deployment().With("Chart.yaml", $"appVersion: {version}\n").With("values.yaml", "image: {repository: a}\n");

        Assert.Equal([image + "@values.yaml:1:21-22"], await deployment.UsesAsync());
    }

    [Theory]
    [InlineData("1.2.3", "image: \"{{ .Values.image.repository }}:v{{ .Chart.AppVersion }}\"", "a:v1.2.3")]
    [InlineData("1.2.3", "image: {{ printf \"v%s\" .Chart.AppVersion }}", "a:v1.2.3")]
    [InlineData("v1.2.3", "image: {{ .Chart.AppVersion | trimPrefix \"v\" }}", "a:1.2.3")]
    [InlineData("v1.2.3", "image: {{ trimPrefix \"v\" .Chart.AppVersion }}", "a:1.2.3")]
    [InlineData("v1.2.3", "image: {{ .Chart.AppVersion }}", "a:v1.2.3")]
    [InlineData("1.2.3", "label: dev{{ .Chart.Name }}", "a:1.2.3")]
    public async Task A_tag_from_the_chart_is_what_its_templates_make_of_it(string version, string template, string image)
    {
        using var chart = new Deployment().With("Chart.yaml", $"apiVersion: v2\nname: app\nversion: 0.1.0\nappVersion: {version}\n").With("values.yaml", "image:\n  repository: a\n  tag: ''\n").With("templates/_helpers.tpl", template + "\n");
        Assert.Contains(image, (await chart.CheckAsync()).Images.Where(found => found.Use.Span.File == "values.yaml").Select(found => found.Use.Image));
    }
}
