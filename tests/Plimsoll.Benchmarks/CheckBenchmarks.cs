using BenchmarkDotNet.Attributes;
using CliWrap;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks;

/// <summary>
/// The native <c>plimsoll check</c> of 10,000 manifests beside <c>grep</c>, which reads the same files and understands none of
/// them. Each with its start as a process; the file cache is warm.
/// </summary>
[WarmupCount(2)]
[IterationCount(15)]
[InvocationCount(1)]
public class CheckBenchmarks
{
    private const int Files = 10_000;

    private TempDirectory _folder = null!;

    [GlobalSetup]
    public void WriteManifests() => _folder = Manifests();

    [GlobalCleanup]
    public void Delete() => _folder.Dispose();

    [Benchmark(Baseline = true)]
    public Task Grep() => RunAsync("grep", "--recursive", "--line-number", "--extended-regexp", "image: *[^ ]+:latest", ".");

    [Benchmark]
    public Task Plimsoll() => RunAsync(NativeCommand.Path, "check", ".");

    // grep ends with 1 where it finds nothing.
    private Task RunAsync(string command, params string[] arguments) =>
        Cli.Wrap(command).WithArguments(arguments).WithWorkingDirectory(_folder.Path).WithValidation(CommandResultValidation.None).ExecuteAsync();

    private static TempDirectory Manifests()
    {
        var folder = new TempDirectory();
        for (var i = 0; i < Files; i++)
            folder.Write($"team{i % 100}/app{i}.yaml", $$"""
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: app-{{i}}
                  labels: { app.kubernetes.io/name: app-{{i}}, app.kubernetes.io/part-of: team{{i % 100}} }
                spec:
                  replicas: 3
                  selector: { matchLabels: { app.kubernetes.io/name: app-{{i}} } }
                  template:
                    metadata:
                      labels: { app.kubernetes.io/name: app-{{i}} }
                    spec:
                      containers:
                        - name: app
                          image: ghcr.io/acme/app-{{i}}:1.{{i % 100}}.{{i / 100}}
                          ports:
                            - containerPort: 8080
                              name: http
                          resources:
                            limits:
                              cpu: 500m
                              memory: 256Mi
                          readinessProbe:
                            httpGet:
                              path: /ready
                              port: http
                """);
        return folder;
    }
}
