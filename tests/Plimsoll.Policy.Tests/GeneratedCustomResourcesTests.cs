using System.Text;
using CsCheck;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Tests;

/// <summary>Custom resources written at random, with known images at known places among texts that only look alike.</summary>
public class GeneratedCustomResourcesTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_custom_resource_is_found_and_nothing_else()
    {
        var noise = OneOf("", "# image: x:1", "# é😀");
        var field = Gen.Select(OneOf("nginx", "a/b", "reg:5000/x", "ghcr.io/acme/app"), OneOf("latest", "1.27.3", "v1-alpine"), Gen.Int[0, 6], OneOf("image", "jobImage", "imageName", "dockerImage", "parts", "known"), noise);
        Gen.Select(field.Array[1, 6], Gen.Bool, Gen.Bool).Sample((fields, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns);
            foreach (var (repository, tag, style, key, comment) in fields)
            {
                var isKnown = key == "known";
                writer.Write(isKnown ? "apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\n" : "apiVersion: shop.example/v1\nkind: Shop\n")
                    .Write("metadata:\n  labels: {image: 'x:1'}\n  annotations: {image: 'x:1'}\nspec:\n  logoImage: a.png\n  useImage: true\n  bootImage: plain\n");
                if (key == "parts")
                    writer.Write($"  image:\n    repository: {repository}\n    pullPolicy: Always\n    tag: ").Quoted(tag, $"{repository}:{tag}", style % 5).Write($" {comment}\n");
                else
                    writer.Write($"  {(isKnown ? "imageName" : key)}: ").Value(isKnown && style == 0 ? repository : $"{repository}:{tag}", style, "  ", comment);
                writer.Write("  repository: https://x.example/a:1\n---\n");
            }

            Assert.Equal(writer.Places, writer.Scan("cr.yaml"));
        });
    }

    private static readonly string[] Seeds =
    [
        "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: &s\n  baseImage: a/b\n  sha: x\n  thanos: {baseImage: c, version: 1, <<: *s}\n  x: {image: {repository: r.io/a, tag: [*s]}}\n",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yaml: |+\n\n    kind: Pod\n    spec: {containers: [{image: 'a:1'}]}\n    ---\n    kind: Pod\n  b.json: \"{\\\"kind\\\": \\\"Pod\\\", \\\"image\\\": 1}\"\n",
        "apiVersion: meta.pkg.crossplane.io/v1\nkind: Configuration\nspec: {dependsOn: [{provider: a/b, version: '>=1 <2'}, {package: r.io/c, version: sha256:x}]}\n",
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec: {source: {repoURL: 'oci://r.io/a/', chart: b, targetRevision: '~1.2 || x'}}\n",
        "version: v1alpha1\nmachine: {install: {image: a}, pods: [{spec: {containers: [{image: b:1}]}}]}\ncluster: {inlineManifests: [{contents: '{kind: Pod, image: c}'}]}\n",
        "apiVersion: template.openshift.io/v1\nkind: Template\nparameters: [{name: A, value: '${A}b:1'}]\nobjects: [{kind: Pod, apiVersion: v1, spec: {containers: [{image: '${A}'}]}, from: {kind: DockerImage, name: '${A}'}}]\n",
    ];

    [Fact]
    public void No_bytes_make_the_checker_throw() =>
        Gen.Select(OneOf(Seeds), MutatedBytes.Changes("{}[]:&*!|>'\"%@`$\\-#\n\r\t <,?~\0().")).Sample((seed, mutations) =>
        {
            var root = Path.GetFullPath(".");
            var file = new CandidateFile(Path.GetFullPath("cr.yaml"), "cr.yaml", IsExplicit: false);
            var scan = FileScanner.ScanBytes(file, MutatedBytes.Create(Encoding.UTF8.GetBytes(seed), mutations), new SourceTree(root, root), CancellationToken.None);
            foreach (var use in scan.Uses)
            {
                Assert.True(use.Span.StartLine >= 1 && use.Span.StartColumn >= 1 && (use.Span.EndLine > use.Span.StartLine || use.Span.EndColumn >= use.Span.StartColumn), use.Span.ToString());
                ImagePolicy.Default.GetVerdict(use);
            }
        }, iter: 20_000);
}
