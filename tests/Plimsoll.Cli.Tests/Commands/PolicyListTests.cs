using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll policy list</c>: the rules as this repository has them.</summary>
public sealed class PolicyListTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public PolicyListTests() => _world = new CommandWorld(_folder.Path);

    public void Dispose() => _folder.Dispose();

    private async Task<string> SeverityAsync(string rule, string configuration = "")
    {
        _folder.Write("plimsoll.yml", configuration);
        using var json = JsonDocument.Parse((await _world.SucceedAsync("policy", "list", "--output", "json")).Output);
        var entry = json.RootElement.GetProperty("rules").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == rule);
        return string.Join(" ", entry.GetProperty("environments").EnumerateObject().Select(environment => $"{environment.Name}={environment.Value}").Prepend($"{entry.GetProperty("severity")}").Prepend(entry.GetProperty("on").GetBoolean() ? "on" : "off"));
    }

    [Theory]
    [InlineData("mutable-tag", "", "on error production=error")]
    [InlineData("missing-digest", "", "off off production=off")]
    [InlineData("missing-digest", "policy: { profile: digest }", "on error production=error")]
    [InlineData("missing-digest", "environments: { staging: { }, live: { production: true, paths: [live/**], rules: { missing-digest: warn } } }", "on off staging=off live=warning")]
    [InlineData("unresolved", "policy: { unresolved: ignore }", "off off production=off")]
    [InlineData("unresolved", "policy: { unresolved: fail }", "on error production=error")]
    [InlineData("unknown-registry", "", "off off production=off")]
    [InlineData("unknown-registry", "policy: { registries: [ghcr.io/acme] }", "on error production=error")]
    [InlineData("mutable-tag", "policy: { rules: { mutable-tag: off } }", "off off production=off")]
    public async Task Each_rule_has_the_severity_that_a_check_gives_it(string rule, string configuration, string expected) =>
        Assert.Equal(expected, await SeverityAsync(rule, configuration));

    [Fact]
    public async Task The_table_has_a_column_for_each_environment()
    {
        _folder.Write("plimsoll.yml", "environments: { live: { production: true, paths: [live/**] } }\n");
        var lines = (await _world.SucceedAsync("policy", "list")).Output.Split('\n');
        Assert.Matches("^RULE +ON +FILES +LIVE +DESCRIPTION$", lines[0]);
        Assert.Matches("^missing-digest +no +off +off +Image without a digest$", Array.Find(lines, line => line.StartsWith("missing-digest", StringComparison.Ordinal))!);
    }
}
