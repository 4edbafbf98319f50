using Plimsoll.Oci;
using Plimsoll.Policy;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Tests.Configuration;

public class PolicySectionTests
{
    private static ImagePolicy Read(string text) => ConfigurationFile.Parse("/r/plimsoll.yml", text).ToImagePolicy();

    [Fact]
    public void Rules_registries_and_exceptions_are_read()
    {
        var policy = Read("""
            environments:
              production: { paths: ["deploy/prod/**"], branches: [main], requires: staging, rules: { missing-digest: error } }
              staging: { paths: ["deploy/staging/**"] }
            policy:
              rules: { missing-digest: warn, mutable-tag: error, unknown-registry: off }
              digestWaivesTag: false
              registries: [ghcr.io/acme, registry.acme.example]
              exceptions:
                - { image: "docker.io/library/postgres:16", rule: mutable-tag, reason: "moves slowly", owner: "team-db", until: 2027-01-31, paths: ["deploy/prod/db/**"] }
                - { image: x, reason: y }
            """);

        Assert.Equal((Severity.Warning, Severity.Error, null), (policy.Levels.ByRule["missing-digest"], policy.Levels.ByRule["mutable-tag"], policy.Levels.ByRule["unknown-registry"]));
        Assert.Equal(Severity.Error, policy.GetLevels("production").ByRule["missing-digest"]);
        Assert.Equal(Severity.Warning, policy.GetLevels("staging").ByRule["missing-digest"]);
        Assert.Equal(["main"], policy.Environments[0].Branches);
        Assert.False(policy.DigestWaivesTag);
        Assert.Equal(["ghcr.io/acme", "registry.acme.example"], policy.Registries);
        var exception = policy.Suppressions[0];
        Assert.Equal(("docker.io/library/postgres:16", "moves slowly", "team-db", new DateOnly(2027, 1, 31)), (exception.Image, exception.Reason, exception.Owner, exception.Until));
        Assert.Equal(["mutable-tag"], exception.Rules);
        Assert.Equal(["deploy/prod/db/**"], exception.Paths);
        Assert.Equal((9, 7), (exception.Span!.StartLine, exception.Span.StartColumn));
        Assert.Null(policy.Suppressions[1].Until);
    }

    [Theory]
    [InlineData("policy: { rules: { mutable-tags: error } }", "1:20: unknown key 'policy.rules.mutable-tags'")]
    [InlineData("policy: { rules: { mutable-tag: fatal } }", "'policy.rules.mutable-tag' must be one of error, warn, note, off, not 'fatal'")]
    [InlineData("policy: { exceptions: [{ image: x }] }", "1:24: 'policy.exceptions[0].reason' is missing")]
    [InlineData("policy: { exceptions: [{ image: x, reason: y, until: soon }] }", "'soon' is not a date such as 2027-01-31")]
    [InlineData("policy: { exceptions: [{ image: x, reason: y, rule: other }] }", "'policy.exceptions[0].rule' must be of")]
    [InlineData("policy: { exceptions: [{ image: x, reason: y, untill: 2027-01-31 }] }", "unknown key 'policy.exceptions[0].untill'")]
    public void What_cannot_be_meant_is_refused_with_its_place(string text, string expected)
    {
        var exception = Assert.Throws<PlimsollException>(() => Read(text));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
