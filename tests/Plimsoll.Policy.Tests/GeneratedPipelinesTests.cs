using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Pipelines written at random with known images at known places: the scanners find exactly those.</summary>
public class GeneratedPipelinesTests
{
    private static readonly Gen<string> Image = OneOf(
        "nginx", "nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine", "localhost/x:a1b2c3d");

    private static readonly Gen<string> Noise = OneOf("", "# a comment with image: x:1", "   ", "# é😀");

    private static readonly Gen<(string Image, int Style, string Noise)[]> Lines = Gen.Select(Image, Gen.Int[0, 6], Noise).Array[1, 8];

    // Pieces of files: where an image stands, and what stands around it without being one.
    private sealed record Template(string Name, string Head, string Item, string Indent, string Tail = "");

    private static readonly Template[] Templates =
    [
        new(".github/workflows/x.yml", "on: push\nenv: {image: no:1}\njobs:\n", "  j{0}:\n    runs-on: image\n    steps: [{run: echo docker pull no:1}]\n    container:\n      env: {image: no:2}\n      image: ", "      "),
        new("ci/any.yml", "on: push\njobs:\n", "  j{0}:\n    runs-on: x\n    services:\n      image:\n        ports: ['1:1']\n        image: ", "        "),
        new("azure-pipelines.yml", "trigger: none\njobs:\n", "- job: j{0}\n  steps: [{script: echo docker run no:1, env: {container: no:2}}]\n  container:\n    image: ", "    "),
        new("ci/azure.yml", "resources:\n  containers:\n", "  - container: c{0}\n    options: --image no:1\n    image: ", "    ", "jobs:\n- job: a\n  container: c0\n"),
        new(".gitlab-ci.yml", "stages: [image]\n", "j{0}:\n  variables: {image: no:1}\n  script: [echo docker run no:2]\n  image:\n    entrypoint: [x]\n    name: ", "    "),
        new("ci/x.yml", "include: {template: image}\n", "j{0}:\n  stage: x\n  script: x\n  services:\n  - alias: image\n    name: ", "    "),
        new(".circleci/config.yml", "version: 2.1\njobs:\n", "  j{0}:\n    machine: {image: 'ubuntu:x'}\n    docker:\n    - environment: {image: no:1}\n      image: ", "      "),
        new("bitbucket-pipelines.yml", "pipelines:\n  default:\n", "  - step:\n      name: image {0}\n      script: [echo docker run no:1]\n      image: ", "      "),
        new("cloudbuild.yaml", "timeout: 1s\nsteps:\n", "- id: image{0}\n  args: [build, -t, no:1]\n  name: ", "  "),
        new(".drone.yml", "kind: pipeline\nsteps:\n", "- name: image{0}\n  settings: {image: no:1}\n  image: ", "  "),
        new(".woodpecker/x.yml", "steps:\n", "  s{0}:\n    commands: [echo docker run no:1]\n    image: ", "    "),
        new("task.yaml", "apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  params: [{name: image, default: no:1}]\n  steps:\n", "  - name: s{0}\n    env: [{name: image, value: no:2}]\n    image: ", "    "),
        new("release.yaml", "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n", "    c{0}:\n      imagePullPolicy: Always\n      pullImage: yes\n      image: ", "      "),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_pipeline_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Templates), Lines, Gen.Bool, Gen.Bool).Sample((template, lines, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(template.Head);
            for (var i = 0; i < lines.Length; i++)
            {
                var (image, style, noise) = lines[i];
                text.Write($"{noise}\n").Write(template.Item.Replace("{0}", $"{i}", StringComparison.Ordinal)).Value(image, style, template.Indent, noise);
            }

            text.Write(template.Tail);
            Assert.Equal(text.Places, text.Scan(template.Name));
        }, iter: 2_000);

    // Read once for each alias, each of these would be hundreds of millions of images.
    public static TheoryData<string, string, string, string> SharedParts { get; } = new()
    {
        { "azure-pipelines.yml", "x: &v [{0}]\ny: &s {{1}}\njobs:\n", "{name: v#, value: x}|s#: 'x:$(v1)'", "- {job: j#, variables: *v, services: *s, strategy: {matrix: {a: {v1: '#'}}}}\n" },
        { ".gitlab-ci.yml", ".m: &m {matrix: [{A: [{0}]}]}\n.s: &s [{1}]\n", "x#|'s:$A$V'", "j#: {services: *s, parallel: *m, extends: j1, variables: {V: '#'}, script: x}\n" },
        { ".circleci/config.yml", "version: 2.1\nx: &m {parameters: {v: [{0}]}}\ny: &d [{1}]\njobs:\n", "x#|{image: 'a:<< parameters.v >>'}", "  j#: {docker: *d, parameters: {v: {default: '#'}}}\n" },
        { "task.yaml", "apiVersion: tekton.dev/v1\nkind: Pipeline\nparams: &p [{0}]\nx: &s [{1}]\nspec:\n tasks:\n", "{name: p#, default: x}|{image: 'a:$(params.p1)'}", " - {params: *p, taskSpec: {params: [{name: p1, default: '#'}], steps: *s}}\n" },
        { "app.yaml", "apiVersion: v1\nkind: List\nx: &v [{0}]\ny: &i [{1}]\nitems:\n", "{name: p#, newTag: 1}|{image: 'a:#'}", "- {apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, spec: {values: {a: *i}, postRenderers: [{kustomize: {images: *v}}]}}\n" },
    };

    [Theory]
    [MemberData(nameof(SharedParts))]
    public void Aliases_do_not_multiply_the_work(string name, string head, string parts, string job)
    {
        string Repeated(string item, int count, string separator) => string.Join(separator, Enumerable.Range(1, count).Select(i => item.Replace("#", $"{i}", StringComparison.Ordinal)));
        var (first, second) = (parts.Split('|')[0], parts.Split('|')[1]);
        var text = new PlacedText()
            .Write(head.Replace("{0}", Repeated(first, 15_000, ","), StringComparison.Ordinal).Replace("{1}", Repeated(second, 15_000, ","), StringComparison.Ordinal))
            .Write(Repeated(job, 15_000, ""));

        Assert.NotEqual("", text.Scan(name));
    }

    [Fact]
    public void Every_value_of_a_matrix_is_an_image_at_its_place() =>
        Gen.Select(Image.Array[1, 6], Gen.Bool, Gen.Int[0, 2]).Sample((images, carriageReturns, form) =>
        {
            var text = new PlacedText(hasCarriageReturns: carriageReturns).Write("on: push\njobs:\n  a:\n    runs-on: x\n");
            text.Write(form == 0 ? "    container: ${{ matrix.i }}\n" : "    services: {s: {image: '${{ matrix.i }}'}}\n").Write("    strategy:\n      matrix:\n");
            text.Write(form == 2 ? "        include:\n" : "        n: [1, 2]\n        i:\n");
            foreach (var image in images)
                text.Write(form == 2 ? "        - {n: 1, i: '" : "        - '").Image(image).Write(form == 2 ? "'}\n" : "'\n");

            Assert.Equal(text.Places, text.Scan("x.yml"));
        });

    [Fact]
    public void Every_feature_of_a_development_container_is_found_between_comments() =>
        Gen.Select(Image.Array[1, 6], Gen.Bool, OneOf("// \"image\": \"no:1\"", "/* { */", "/*\n\"x/y\": {\n*/", "")).Sample((images, carriageReturns, comment) =>
        {
            var text = new PlacedText(hasCarriageReturns: carriageReturns).Write($"{comment}\n{{\n\t\"image\": \"").Image("x/image:1").Write($"\", {comment}\n\t\"features\": {{\n");
            for (var i = 0; i < images.Length; i++)
                text.Write($"{comment}\n\t\t\"").Image($"r{i}.example/{images[i].Replace(':', '-').Replace('@', '-')}:1").Write($"\": {{ \"version\": \"a/b:{i}\" }}, {comment}\n");

            text.Write("\t},\n}\n");
            Assert.Equal(text.Places, text.Scan(".devcontainer/devcontainer.json"));
        });
}
