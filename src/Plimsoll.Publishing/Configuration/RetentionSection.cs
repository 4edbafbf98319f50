using Plimsoll.Oci;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Reads <c>retention:</c>.</summary>
internal static class RetentionSection
{
    private static readonly string[] Kinds = [RetentionRule.Sha, RetentionRule.Date, RetentionRule.Branch, RetentionRule.PullRequest, RetentionRule.Dirty];

    public static RetentionRules Read(YamlSection? section)
    {
        if (section is null)
            return new RetentionRules();

        var rules = Kinds.Select(kind => Rule(section, kind, kind)).ToList();
        if (section.Section("version") is { } version)
        {
            rules.Add(Rule(version, "prereleases", RetentionRule.Prerelease));
            version.RefuseOthers();
        }

        var retention = new RetentionRules
        {
            Rules = [.. rules.OfType<RetentionRule>()],
            Untagged = section.Read<TimeSpan?>("untagged", (text, item) => Checked(item, () => RetentionRule.ParseAge(text)), null),
            BranchTags = section.Texts("branchTags"),
            RollbackTargets = section.Read<int?>("rollbackTargets", (text, item) => int.TryParse(text, System.Globalization.NumberStyles.None, null, out var number) ? number : throw item.Error($"'{item.Path}' must be a number, not '{text}'"), null),
        };
        section.RefuseOthers();
        return retention;
    }

    private static RetentionRule? Rule(YamlSection section, string key, string kind) =>
        section.Texts(key) is { Count: > 0 } values ? section.Item(key)!.Read(item => Checked(item, () => RetentionRule.Parse(kind, values)), null) : null;

    /// <summary>What is wrong with a value, at its place in the file.</summary>
    private static T Checked<T>(YamlItem item, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (PlimsollException exception)
        {
            throw item.Error($"'{item.Path}': {exception.Message.TrimEnd('.')}", exception.Advice);
        }
    }
}
