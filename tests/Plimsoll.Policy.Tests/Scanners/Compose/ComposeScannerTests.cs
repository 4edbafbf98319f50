namespace Plimsoll.Policy.Tests.Scanners.Compose;

public class ComposeScannerTests
{
    public static TheoryData<string, string?, string> Services { get; } = new()
    {
        { "a: {image: nginx:1}", null, "nginx:1@2:14-21" },
        { "a: {image: \"nginx:${TAG:-latest}\"}", null, "nginx:latest@2:15-35" },
        { "a: {image: 'nginx:${TAG-latest}'}", null, "nginx:latest@2:15-34" },
        { "a: {image: 'nginx:${TAG:-latest}'}", "TAG=1.2.3", "nginx:1.2.3@2:15-35" },
        { "a: {image: 'nginx:${TAG:-latest}'}", "TAG=", "nginx:latest@2:15-35" },
        { "a: {image: 'nginx:1${TAG-x}'}", "TAG=", "nginx:1@2:15-30" },
        { "a: {image: 'nginx:$TAG'}", "# c\nexport TAG = '1.2' # why", "nginx:1.2@2:15-25" },
        { "a: {image: 'nginx:$TAG'}", "A=1\r\nTAG=\"${A}.2\"\r\n", "nginx:1.2@2:15-25" },
        { "a: {image: 'nginx:$TAG'}", "TAG=1.2 # why", "nginx:1.2@2:15-25" },
        { "a: {image: 'nginx:$TAG'}", null, "nginx:$TAG@2:15-25" },
        { "a: {image: 'nginx:${TAG:?needed}'}", null, "nginx:${TAG:?needed}@2:15-35" },
        { "a: {image: 'nginx:1${ALPINE:+-alpine}'}", "ALPINE=1", "nginx:1-alpine@2:15-40" },
        { "a: {image: 'nginx:1${ALPINE:+-alpine}'}", null, "nginx:1@2:15-40" },
        { "a: {image: '${R:-${S:-reg:5000}/x}/y:1'}", null, "reg:5000/x/y:1@2:15-41" },
        { "a: {image: 'x$$y:1'}", null, "x$y:1@2:15-21" },
        { "a: {build: .}", null, "" },
        { "a: {build: ., image: app}", null, "app@2:24-27" },
        { "a: {build: ., image: app, pull_policy: build}", null, "" },
        { "a: {image: x:1, volumes: [{type: image, source: 'd:2', target: /d}, 'v:/v']}", null, "x:1@2:14-17 d:2@2:52-55" },
        { "a: &a {image: x:1}\n  b: *a\n  c: {<<: *a, command: y}", null, "x:1@2:17-20" },
        { "a: {image: !reset null}", null, "" },
        { "a: {image: x:1, profiles: [debug]}", null, "x:1@2:14-17" },
        { "a: {image: x:1}\n  b: {extends: a, command: y}\n  c: {extends: {service: a}}", null, "x:1@2:14-17" },
        { "a: {build: ., image: x:1, pull_policy: build}\n  b: {extends: a}", null, "" },
        { "a: {build: ., image: x:1}\n  b: {extends: a, image: y:2}", null, "x:1@2:24-27 y:2@3:26-29" },
        { "a: {extends: b}\n  b: {extends: a, image: x:1}", null, "x:1@3:26-29" },
        { "a: {extends: nobody, image: x:1}", null, "x:1@2:31-34" },
        { "a: {build: {additional_contexts: {base: 'docker-image://x:1', other: ./y, git: 'https://z'}}}", null, "x:1@2:59-62" },
        { "a: {build: {additional_contexts: ['base=docker-image://x:${T:-2}', y=./y]}}", null, "x:2@2:58-67" },
        { "a: {build: {additional_contexts: {base: \"docker-image:\\/\\/x:1\"}}}", null, "x:1@2:44-64" },
        { "a: {build: {additional_contexts: {base: 'service:b'}}, provider: {type: model, options: {image: x}}, develop: {image: x}}", null, "" },
        { "a: {build: {context: ., args: {BASE_IMAGE: 'x:${T:-1}', PORT: 'y:1', GO_BASE: y:2, RUN_IMAGE: , IMAGE: $ALL}}}", "T=7", "x:7@2:47-56 y:2@2:81-84 $ALL@2:106-110" },
        { "a: {build: {context: ., args: ['BASE_IMAGE=x:1', HOST=y:1, RUN_IMAGE]}}", null, "x:1@2:46-49" },
        { "a: {build: {args: {BASE_IMAGE: base}}}\n  b: {build: ./b, image: 'base:1', pull_policy: build}", null, "" },
        { "a:\n    build:\n      dockerfile_inline: |\n        FROM x:1 AS s\n\n        FROM s\n        RUN <<E\n        FROM q\n        E\n        COPY --from=y:2 a b\n", null, "x:1@5:14-17 y:2@11:21-24" },
        { "a:\n    build:\n      dockerfile_inline: |2-\n          FROM x:1\n        FROM y:2", null, "x:1@5:16-19 y:2@6:14-17" },
        { "a:\n    build:\n      dockerfile_inline: |\n        ARG V=1\n        FROM x:$${V}\n        FROM y:${V}\n        FROM z:${T:-3}\n", "V=2", "x:1@6:14-21 y:2@7:14-20 z:3@8:14-23" },
        { "a:\n    build:\n      dockerfile_inline: >\n        FROM x:1\n", null, "x:1@5:14-17" },
        { "a:\n    build:\n      dockerfile_inline: >\n        FROM x:1\n        AS y\n", null, "x:1@5:9-6:13" },
        { "a: {build: {dockerfile_inline: \"FROM x:1\"}}", null, "x:1@2:40-43" },
        { "a: {build: {dockerfile_inline: \"FROM x:1\\nRUN y\"}}", null, "x:1@2:35-50" },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_services_image_is_resolved_and_found_at_its_token(string service, string? environment, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("compose.yaml", $"services:\n  {service}\n", environment));

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Line_endings_do_not_move_a_place(string service, string? environment, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("compose.yaml", $"\uFEFFservices:\n  {service}\n".Replace("\n", "\r\n", StringComparison.Ordinal), environment));

    [Fact]
    public async Task A_service_that_extends_one_of_another_file_uses_its_image()
    {
        using var deployment = new Deployment()
            .With("prod/.env", "TAG=9")
            .With("prod/compose.yaml", "services:\n  web:\n    extends: {service: web, file: ../common/base.yml}\n  own:\n    extends: {service: web, file: ../common/base.yml}\n    image: own:1\n  gone: {extends: {service: web, file: no.yml}}\n")
            .With("common/base.yml", "services:\n  web:\n    extends: {service: deep, file: deep/compose.yml}\n")
            .With("common/deep/compose.yml", "services:\n  deep:\n    image: x:${TAG:-1}\n    extends: {service: web, file: ../base.yml}\n");

        Assert.Equal(["x:1@common/deep/compose.yml:3:12-23", "own:1@prod/compose.yaml:6:12-17", "x:9@common/deep/compose.yml:3:12-23 by prod/compose.yaml"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task What_a_file_includes_it_uses()
    {
        using var deployment = new Deployment()
            .With("prod/.env", "A=1")
            .With("prod/compose.yaml", "include:\n- ../a/compose.yaml\n- path: [../b/compose.yaml, no.yaml]\n- https://x.example/y.yaml\n")
            .With("a/compose.yaml", "include: [../b/compose.yaml, ../prod/compose.yaml]\nservices: {x: {image: 'x:${A}'}}\n")
            .With("b/.env", "A=2\nB=3\n")
            .With("b/compose.yaml", "services: {y: {image: 'y:${A}.${B}'}}\n");

        Assert.Equal(
            [
                "x:${A}@a/compose.yaml:2:24-30", "y:2.3@b/compose.yaml:1:24-35 by a/compose.yaml",
                "y:2.3@b/compose.yaml:1:24-35",
                "x:1@a/compose.yaml:2:24-30 by prod/compose.yaml", "y:1.3@b/compose.yaml:1:24-35 by prod/compose.yaml",
            ],
            await deployment.UsesAsync());
    }

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("docker-compose.yml")]
    [InlineData("docker-compose.prod.yaml")]
    [InlineData("stack.yml")]
    public async Task A_compose_file_is_known_by_content_or_name(string file) =>
        Assert.Equal("nginx:1@3:12-19", await Deployment.ImagesAsync(file, "services:\n  a:\n    image: nginx:1\n"));

    [Fact]
    public async Task Version_1_has_its_services_at_the_top() =>
        Assert.Equal("nginx:1@2:10-17", await Deployment.ImagesAsync("docker-compose.yml", "web:\n  image: nginx:1\n"));

    [Fact]
    public async Task A_merged_default_is_found_where_it_is_written() =>
        Assert.Equal("nginx:1@2:10-17", await Deployment.ImagesAsync("compose.yaml",
            "x-base: &base\n  image: nginx:1\nx-unused: {image: other:1}\nservices:\n  a:\n    <<: *base\n  b:\n    <<: [*base]\n"));

    [Fact]
    public async Task A_manifest_under_a_compose_name_stays_a_manifest() =>
        Assert.Equal("a:1@3:29-32", await Deployment.ImagesAsync("compose.yaml", "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: a:1}]}\nservices: {x: {image: b}}\n"));
}
