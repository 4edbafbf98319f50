using System.Text.Json;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class PolicyExplainTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly CommandWorld _world;

    public PolicyExplainTests() => _world = new CommandWorld(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rule_is_told_in_full() => (await _world.SucceedAsync("policy", "explain", "mutable-tag")).Output.MatchSnapshot();

    [Fact]
    public async Task Without_a_rule_there_is_a_table_of_all() => (await _world.SucceedAsync("policy", "explain")).Output.MatchSnapshot();

    [Fact]
    public async Task Json_of_a_rule_is_its_entry_in_the_json_of_all()
    {
        using var all = JsonDocument.Parse((await _world.SucceedAsync("policy", "explain", "-o", "json")).Output);

        Assert.Equal(RuleNames.ForFiles, all.RootElement.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("name").GetString()!));
        foreach (var entry in all.RootElement.GetProperty("rules").EnumerateArray())
        {
            using var one = JsonDocument.Parse((await _world.SucceedAsync("policy", "explain", entry.GetProperty("name").GetString()!, "-o", "json")).Output);
            Assert.Equal(1, one.RootElement.GetProperty("schemaVersion").GetInt32());
            Assert.Equal(
                entry.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText().Replace(" ", "", StringComparison.Ordinal))),
                one.RootElement.EnumerateObject().Skip(1).Select(member => (member.Name, member.Value.GetRawText().Replace(" ", "", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public async Task Every_member_of_a_rule_has_its_value()
    {
        using var rule = JsonDocument.Parse((await _world.SucceedAsync("policy", "explain", "missing-digest", "-o", "json")).Output);

        Assert.Equal(["schemaVersion", "name", "title", "description", "condition", "why", "howToFix", "examples", "severity"], rule.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["tag: off", "floating: off", "digest: error"], rule.RootElement.GetProperty("severity").EnumerateObject().Select(member => $"{member.Name}: {member.Value.GetString()}"));
        Assert.Equal("image: nginx:1.27.3", rule.RootElement.GetProperty("examples")[0].GetProperty("refused").GetString());
    }

    [Theory]
    [InlineData("mutabel-tag", "Did you mean 'mutable-tag'?")]
    [InlineData("xyz", "Known: missing-tag, mutable-tag, ")]
    public async Task A_rule_that_does_not_exist_is_refused(string rule, string expected) =>
        Assert.Contains(expected, await _world.FailAsync(ExitCode.Usage, "policy", "explain", rule), StringComparison.Ordinal);

    [Fact]
    public async Task The_group_alone_is_no_command() => Assert.Equal(ExitCode.Usage, (await _world.RunAsync("policy")).ExitCode);
}
