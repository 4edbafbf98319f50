using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Tests.Rules;

/// <summary>What the catalogue says of the rules is what they do.</summary>
public class RuleCatalogueTests
{
    public static TheoryData<string, string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var rule in RuleCatalogue.All)
                foreach (var example in rule.Examples)
                    data.Add(rule.Name, example.Refused, example.Instead);
            return data;
        }
    }

    [Fact]
    public void Every_rule_for_files_has_its_entry_in_the_same_order() => Assert.Equal(RuleNames.ForFiles, RuleCatalogue.All.Select(rule => rule.Name));

    [Fact]
    public void Every_text_is_there() => Assert.All(RuleCatalogue.All, rule =>
    {
        Assert.All(new[] { rule.Title, rule.Description, rule.Why, rule.HowToFix }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.False(rule.Title.EndsWith('.'), rule.Title);
        Assert.All(new[] { rule.Description, rule.Why, rule.HowToFix }, text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.True(rule.SecuritySeverity is null or (> 0 and <= 10));
    });

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task What_is_refused_is_found_with_the_weight_of_each_profile_and_what_stands_instead_is_not(string rule, string refused, string instead)
    {
        foreach (var profile in Enum.GetValues<PolicyProfile>())
        {
            Assert.Equal(RuleCatalogue.Find(rule)!.Severities.For(profile), (await FindAsync(rule, refused, profile))?.Severity);
            Assert.Null(await FindAsync(rule, instead, profile));
        }
    }

    [Fact]
    public async Task What_stands_instead_is_an_image_with_nothing_against_it()
    {
        foreach (var example in RuleCatalogue.All.SelectMany(rule => rule.Examples).Where(example => !example.Instead.Contains('#')))
            Assert.Equal("", await Deployment.FindingsAsync("compose.yaml", Compose(example.Instead)));
    }

    /// <summary>Each rule by itself: of two with something to say the weightier has the word.</summary>
    private static async Task<Finding?> FindAsync(string rule, string line, PolicyProfile profile)
    {
        using var deployment = new Deployment().With("compose.yaml", Compose(line));
        var off = rule == RuleNames.MissingDigest ? new Dictionary<string, Severity?>() : new Dictionary<string, Severity?> { [RuleNames.MissingDigest] = null };
        var result = await deployment.CheckAsync(ImagePolicy.Default with { Profile = profile, Levels = new SeverityLevels { ByRule = off } });
        return result.Findings.SingleOrDefault(finding => finding.Rule == rule);
    }

    private static string Compose(string line) => $"services:\n  web:\n    {line}\n";
}
