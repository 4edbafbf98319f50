using CsCheck;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Tests;

/// <summary>Files written at random with known images at known places: the scanners find exactly those.</summary>
public class GeneratedFilesTests
{
    private static readonly Gen<string> Image = OneOf(
        "nginx", "nginx:1.27.3", "reg:5000/nginx", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "redis:7-alpine", "localhost/x:a1b2c3d");

    private static readonly Gen<string> Noise = OneOf("", "# a comment with image: x:1", "   ", "# é😀");

    private static readonly Gen<(string Image, int Style, string Noise)[]> Lines = Gen.Select(Image, Gen.Int[0, 6], Noise).Array[1, 8];

    private static readonly Gen<bool> Bool = Gen.Bool;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_manifest_is_found_and_nothing_else() =>
        Gen.Select(Lines, Bool, Bool, OneOf("containers", "initContainers", "ephemeralContainers")).Sample((lines, mark, carriageReturns, list) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: image}\nspec:\n  template:\n    spec:\n").Write($"      {list}:\n");
            foreach (var (image, style, noise) in lines)
            {
                writer.Write($"{noise}\n      - name: \"x 😀\"\n        image: ");
                writer.Value(image, style, "        ", noise);
            }

            Assert.Equal(writer.Places, writer.Scan("x.yaml"));
        });

    [Fact]
    public void Every_image_of_a_compose_file_is_found_and_nothing_else() =>
        Gen.Select(Lines, Bool, Bool).Sample((lines, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("name: image\nservices:\n");
            for (var i = 0; i < lines.Length; i++)
            {
                writer.Write($"  s{i}:\n    labels: {{image: x}}\n    image: ");
                writer.Value(lines[i].Image, lines[i].Style, "    ", lines[i].Noise);
            }

            Assert.Equal(writer.Places, writer.Scan("compose.yml"));
        });

    [Fact]
    public void Every_image_of_a_dockerfile_is_found_and_nothing_else() =>
        Gen.Select(Lines, Bool, Bool).Sample((lines, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns);
            for (var i = 0; i < lines.Length; i++)
            {
                var (image, style, noise) = lines[i];
                var comment = noise.Length == 0 ? "# FROM x" : noise;
                var (before, after) = style switch
                {
                    0 => ("FROM ", $" AS s{i}"),
                    1 => ("from\t--platform=$TARGETPLATFORM  ", ""),
                    2 => ($"FROM \\\n{comment}\n  ", " \\\n  AS x"),
                    3 => ("COPY --link --from=", " /a /b"),
                    4 => ("RUN --mount=type=bind,from=", ",target=/x <<EOF\nFROM y\nEOF"),
                    5 => ("FROM '", "'"),
                    _ => ("RUN echo \\\n# x\n FROM z\nFROM ", ""),
                };
                writer.Write(comment + "\n").Write(before).Image(image).Write(after + "\n");
            }

            Assert.Equal(writer.Places, writer.Scan("Dockerfile"));
        });

    private static readonly byte[][] Seeds =
    [
        "apiVersion: v1\nkind: Pod\nspec:\n  containers: &c\n  - image: \"a:${T:-1}\"\n  - <<: *c\n  - image: |\n      b\n---\nkind: List\nitems: [{image: {}}]\n"u8.ToArray(),
        "services:\n  a: &a {image: 'x:$T', build: .}\n  b: {<<: [*a, *a], volumes: [{type: image, source: y}]}\n"u8.ToArray(),
        "# syntax=a/b:1\n# escape=`\nARG A=\"x y\" B=${A:-z}\nFROM --platform=$X a:${B}`\n AS s\nRUN --mount=from=\"q\",x <<-E <<'F'\nE\nF\nONBUILD COPY --from=1 . .\n"u8.ToArray(),
        "image: &i {repository: a, tag: '', digest: x}\nglobal: {imageRegistry: r}\nb: {<<: *i, image: {<<: [*i], tag: \"{{ .x }}\"}}\n"u8.ToArray(),
        "resources: [a.yaml, ../b, ..]\ncomponents: [.]\nimages: [&x {name: a, newTag: '1'}, {<<: *x, name: b, digest: c, newName: d}]\n"u8.ToArray(),
        "include: [a.yml, {path: [b]}]\nservices:\n  a:\n    extends: {service: b, file: c}\n    build:\n      additional_contexts: [a=docker-image://x:1]\n      dockerfile_inline: |\n        FROM a:$${X}${Y:-1} AS b\n        RUN <<E\n"u8.ToArray(),
        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"spec\":{\"containers\":[{\"image\":\"\\u0041\\/x\"}]}}"u8.ToArray(),
        "on: x\njobs:\n  a: &a\n    runs-on: x\n    strategy: {matrix: {i: [a:1, {image: b}], include: [{i: 'c'}], exclude: [{i: a}]}}\n    container: ${{ (matrix.i.x['y'] || 'q''r') && format('{0}', x) }}\n    services: {s: *a}\n    steps: [{uses: 'docker://x'}]\nruns: {using: docker, image: docker://x}\n"u8.ToArray(),
        "variables:\n- ${{ if x }}: [{name: i, value: $(j)}]\n- template: a.yml\nparameters: [{name: p, default: {q: r}}]\nresources: {containers: [{container: c, registry: a, repository: b}]}\njobs:\n- job: a\n  strategy: {matrix: {m: {i: x}}}\n  container: $[ variables['i'] ]\n  services: {s: '${{ parameters.p.q }}'}\n  steps: [{task: Docker@2, inputs: {repository: $(i), tags: 'a,$(i)'}}]\n"u8.ToArray(),
        "spec: {inputs: {v: {default: 1}}}\n---\ninclude: /x.yml\nvariables: {A: $B, B: '${A}', C: {value: 1}}\ndefault: {image: $A, services: [{name: '$C'}]}\n.a: &a {image: 'x:$[[ inputs.v ]]', extends: b}\nb: {<<: *a, extends: [.a], script: x, parallel: {matrix: [{C: [1, 2]}]}, services: [!reference [.a, image]], rules: [{variables: {A: z}}]}\n"u8.ToArray(),
        "version: 2.1\norbs: {o: {jobs: {k: {docker: [{image: x}]}}}}\nexecutors: {e: {parameters: {v: {default: 1}}, docker: [{image: 'a:<< parameters.v >>'}]}}\njobs: {j: {executor: {name: e, v: << parameters.w >>}, parameters: {w: {default: 2}}}}\nworkflows: {w: {jobs: [j, {j: {matrix: {parameters: {w: [3, 4]}}}}]}}\n"u8.ToArray(),
        "image: a\ndefinitions: {services: {s: {image: b}}}\npipelines: {default: [{step: &s {image: {name: $X}, script: [{pipe: 'docker://c'}]}}, {parallel: [{step: *s}]}]}\n"u8.ToArray(),
        "steps: [{name: 'gcr.io/a:${_T:-1}', args: x, image: $$y}]\nsubstitutions: {_T: $_U, _U: '2'}\nimages: ['x:$_T']\nmatrix: {_T: [1]}\nservices: {s: {image: '${_T}'}}\n"u8.ToArray(),
        "apiVersion: tekton.dev/v1\nkind: Pipeline\nspec:\n  params: &p [{name: v, default: $(params.v)}]\n  tasks: [{params: *p, taskRef: {resolver: bundles, params: [{name: bundle, value: x}]}, taskSpec: {params: *p, steps: [{image: '$(params[\"v\"])'}]}}]\n"u8.ToArray(),
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    kustomize: {images: [a=b:1]}\n    helm:\n      parameters: [{name: image.tag, value: 1}]\n      values: |\n        image: {repository: a, tag: ''}\n        b: {image: c}\n"u8.ToArray(),
        "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nspec: {url: 'oci://a/b', ref: {tag: 1}}\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {values: {image: {tag: 1, registry: r, digest: d}}, postRenderers: [{kustomize: {images: [{name: a, newTag: 1}]}}]}\n"u8.ToArray(),
        "// x\n{\"image\": \"a:${localEnv:T:1}\", /* y */ \"features\": {\"a/b:1\": {},},}\n"u8.ToArray(),
        "resource \"docker_image\" \"i\" {\n  name = var.i ? \"a:${local.t}\" : format(\"%s:%v\", <<-E\n  x ${y}\n  E\n, 1) # x\n}\nvariable \"i\" { default = [\"a:$${x}\", null] }\nlocals { t = { \"u\" = (local.t[0].u) } }\nresource aws_ecs_task_definition t { container_definitions = \"[{\\\"image\\\": \\\"\\u0041${local.t[\"u\"]}\\\"}]\" }\nresource aws_ecs_task_definition u {\n  container_definitions = <<EOF\n[{\"image\": \"a\", \"cpu\": ${x}}]\nEOF\n}\n"u8.ToArray(),
        "job \"j\" { group \"g\" { task \"t\" { driver = \"docker\", config { image = \"docker://a:[[ .x ]]${var.v}%{ if x }\" } } } }\nvariable \"v\" { default = !-1 }\n"u8.ToArray(),
        "@d('x')\nparam image 'a' | 'b' = '\\${x}${y}'\nvar y = [for (a, b) in c: if (d) { containers: [{ properties: { image: a.?b ?? image } }] }]\nresource r 't@v' existing = if (x) {\n  containers: [{ image: true\n ? '''\n a:1''' : y[0]!.z }]\n  linuxFxVersion: 'DOCKER|${image}'\n}\n"u8.ToArray(),
        "{\"$schema\": \"deploymentTemplate\", \"resources\": [{\"containers\": [{\"image\": \"[if(x, concat('a', parameters('p')), format('{0}', variables('v').w))]\"}]}], \"parameters\": {\"p\": {\"defaultValue\": \"[[x]\"}}, \"variables\": &v {\"v\": \"[variables('v')]\", \"w\": *v}}"u8.ToArray(),
        "Parameters: {P: {Default: 1}}\nResources:\n  T: {Type: \"AWS::ECS::TaskDefinition\", Properties: {ContainerDefinitions: &c [{Image: !Sub [\"a:${P}${!x}\", {P: !Ref P}]}, !If [x, {Image: !Join [\"\", [a, !GetAtt b, *c]]}, {Image: {\"Fn::Sub\": \"${P\"}}]]}}\n"u8.ToArray(),
        "[{\"name\": \"a\", \"image\": \"<A>\", \"cpu\": 1}, {\"image\": \"${X:-1}\"}]"u8.ToArray(),
        "[Container]\n# x\nImage=\\\n; y\n \"docker://a:%i%%\" \\\n[Volume]\nImage=x.build\n"u8.ToArray(),
    ];

    [Fact]
    public void No_bytes_make_the_checker_throw()
    {
        var changes = MutatedBytes.Changes("{}[]:&*!|>'\"%@`$\\-#\n\r\t <,?~\0");
        Gen.Select(Gen.Int[0, Seeds.Length], changes, Gen.Byte.Array[0, 60], OneOf("x.yaml", "compose.yml", "Dockerfile", "x.json", "values.yaml", "kustomization.yaml", ".github/workflows/x.yml", ".gitlab-ci.yml", ".circleci/x.yml", "bitbucket-pipelines.yml", "cloudbuild.yaml", ".woodpecker.yml", ".devcontainer.json", "main.tf", "main.tf.json", "web.nomad", "web.nomad.json", "main.bicep", "web.container")).Sample((seed, mutations, random, name) =>
        {
            var bytes = MutatedBytes.Create(seed == Seeds.Length ? [.. random, .. "\nkind: image"u8] : Seeds[seed], mutations);
            var file = new CandidateFile(Path.GetFullPath(name), name, IsExplicit: true);
            var scan = FileScanner.ScanBytes(file, bytes, new SourceTree(Path.GetFullPath("."), Path.GetFullPath(".")), CancellationToken.None);
            foreach (var span in scan.Uses.Select(use => use.Span).Concat(scan.Findings.Select(finding => finding.Span)))
                Assert.True(span.StartLine >= 1 && span.StartColumn >= 1 && (span.EndLine > span.StartLine || span.EndColumn >= span.StartColumn), span.ToString());
            foreach (var use in scan.Uses)
                ImagePolicy.Default.GetVerdict(use);
        }, iter: 20_000);
    }
}
