using System.Text;
using BenchmarkDotNet.Attributes;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Policy;

namespace Plimsoll.Benchmarks.Parts;

/// <summary>Checking one file of each kind, from its bytes to the verdict.</summary>
public class FileScanning
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["kubernetes.yaml"] = Manifests.Deployment(1),
        ["configmap.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata:\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"  setting-{i}: value {i}\n")),
        ["compose.yaml"] = "services:\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"  app{i}:\n    image: ghcr.io/acme/app{i}:1.0.{i}\n    environment: [LEVEL=info]\n    ports: ['80{i}0:8080']\n")),
        ["kustomization.yaml"] = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"  - name: acme/app{i}\n    newName: ghcr.io/acme/app{i}\n    newTag: 1.0.{i}\n")),
        ["chart/values.yaml"] = string.Concat(Enumerable.Range(1, 8).Select(i => $"app{i}:\n  image:\n    repository: ghcr.io/acme/app{i}\n    tag: 1.0.{i}\n  replicas: 2\n")),
        [".github/workflows/ci.yml"] = "on: push\njobs:\n" + string.Concat(Enumerable.Range(1, 5).Select(i => $"  job{i}:\n    runs-on: ubuntu-latest\n    container: ghcr.io/acme/build:{i}.0.0\n    steps:\n      - run: make\n      - run: docker run ghcr.io/acme/tool:1.{i}.0\n")),
        [".gitlab-ci.yml"] = "image: ghcr.io/acme/build:1.0.0\n" + string.Concat(Enumerable.Range(1, 5).Select(i => $"job{i}:\n  image: ghcr.io/acme/build:{i}.0.0\n  script: [make]\n")),
        ["azure-pipelines.yml"] = "pool: { vmImage: ubuntu-latest }\nresources:\n  containers:\n" + string.Concat(Enumerable.Range(1, 5).Select(i => $"    - container: c{i}\n      image: ghcr.io/acme/build:{i}.0.0\n")) + "steps:\n  - script: make\n",
        ["Dockerfile"] = "FROM ghcr.io/acme/build:1.0.0 AS build\nRUN make\nFROM ghcr.io/acme/runtime:2.0.0\nCOPY --from=build /out /app\nENTRYPOINT [\"/app\"]\n",
    };

    private byte[] _content = [];

    /// <summary>Its name, which says its kind.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    public static IEnumerable<string> Names => Files.Keys;

    [GlobalSetup]
    public void Encode() => _content = Encoding.UTF8.GetBytes(Files[Name]);

    [Benchmark]
    public async Task<int> Check() =>
        (await PolicyChecker.CheckAsync([], ImagePolicy.Default, Path.GetTempPath(), new CheckOptions { Input = new CheckInput(_content, Name) })).Findings.Count;
}
