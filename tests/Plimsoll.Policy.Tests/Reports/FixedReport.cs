using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy.Tests.Reports;

/// <summary>One outcome with something of everything: errors, a warning, each kind of suppression, a clean file.</summary>
internal static class FixedReport
{
    private const string Compose = """
        services:
          web:
            image: acme/web:latest
          cache:
            image: "redis"
          worker:
            image: acme/worker:${VERSION}
          debug:
            image: busybox # plimsoll:ignore missing-tag for the people who look into it
          old:
            image: postgres:latest
          older:
            image: mysql

        """;

    public static async Task<CheckResult> CheckAsync()
    {
        using var deployment = new Deployment().With("deploy/compose.yaml", Compose).With("Dockerfile", "FROM alpine:3.20.3\n");
        var policy = ImagePolicy.Default with { Suppressions = [new ImageSuppression("postgres:*", "moves in March") { Owner = "team-db" }] };
        var first = await PolicyChecker.CheckAsync([], policy, deployment.Path);
        var known = first.Findings.Single(finding => finding.Image == "mysql").Fingerprint;
        return await PolicyChecker.CheckAsync([], policy, deployment.Path, new CheckOptions { Baseline = new HashSet<string> { known } });
    }
}
