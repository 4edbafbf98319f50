using System.Text.RegularExpressions;
using Plimsoll.MetadataAction.Inputs;
using Plimsoll.MetadataAction.Rules;
using Plimsoll.Oci;
using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>
/// Converts the rules of docker/metadata-action: to strategies where those derive the same tags, else to the same line, which
/// is a rule here too.
/// </summary>
internal sealed partial class MetadataRules(Flavor flavor, WorkflowTerms terms, Action<string, string> refuse)
{
    private const string Version = "{{version}}";
    private const string Minor = "{{major}}.{{minor}}";
    private const string Major = "{{major}}";
    private const string MajorAboveZero = "{{major}} above zero";
    private const string DefaultBranch = "the default branch";

    private static readonly string[] Defaults = ["type=schedule", "type=ref,event=branch", "type=ref,event=tag", "type=ref,event=pr"];

    private readonly List<string> _entries = [];

    /// <summary>The semver rules so far, by prefix and suffix: which of the whole version, minor and major there are.</summary>
    private readonly List<(string Prefix, string Suffix, Dictionary<string, string> Patterns, int Place)> _versions = [];

    private bool _followsReleases;

    /// <summary>The entries of <c>tags:</c> as YAML.</summary>
    /// <param name="lines">The entries of the input; none stands for the rules that the action then has.</param>
    public IReadOnlyList<string> Convert(IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Count == 0 ? Defaults : lines)
            try
            {
                ConvertLine(line);
            }
            catch (PlimsollException exception)
            {
                refuse(line, exception.Message);
            }

        // From the last, so that the places of those before stay.
        foreach (var (prefix, suffix, patterns, place) in Enumerable.Reverse(_versions))
        {
            _entries.RemoveAt(place);
            _entries.InsertRange(place, patterns.ContainsKey(Version) ? [ToStrategy(prefix, suffix, patterns)] : KeepVersions(patterns));
        }

        if (flavor.Latest == "true")
            refuse("flavor latest=true", "latest follows only releases or the default branch; 'latest' in the list is the highest release");
        if (flavor.Latest != "false" && (_followsReleases || flavor.Latest == "true") && !_entries.Exists(entry => entry.StartsWith("latest", StringComparison.Ordinal)))
            _entries.Add(Entry("latest", [.. Affixes(flavor.PrefixLatest ? flavor.Prefix : "", flavor.SuffixLatest ? flavor.Suffix : "", "")]));
        return _entries;
    }

    private void ConvertLine(string line)
    {
        // What the file itself says is put in; the rest is decided by GitHub when the workflow runs, before the line is read.
        var expressions = new List<string>();
        var text = Expression.Replace(line, match =>
        {
            if (terms.Expand(match.Value) is { } value)
                return value;
            expressions.Add(match.Value);
            return $"<{expressions.Count - 1}>";
        });
        var rule = TagRuleLine.Parse(text);
        var enabled = Restore(rule["enable"]!, expressions);
        if (enabled == "false")
            return;

        var (prefix, suffix) = (Affix(rule, text, "prefix", flavor.Prefix), Affix(rule, text, "suffix", flavor.Suffix));
        _followsReleases |= rule.Type is RuleType.Semver or RuleType.Pep440 or RuleType.Match || (rule.Type == RuleType.Ref && rule["event"] == "tag");
        if (expressions.Count > 0)
        {
            var isOnlyCondition = expressions is [var single] && enabled == single;
            if (isOnlyCondition && rule.Type == RuleType.Raw && Branch(enabled) is { } branch)
                AddRaw(rule["value"]!, prefix, suffix, branch);
            else if (isOnlyCondition && rule.Type == RuleType.Semver && rule["pattern"] == Major && rule["value"] is "" && rule["match"] is "" && NotZero.IsMatch(enabled))
                AddVersion(MajorAboveZero, prefix, suffix, line);
            else if (rule.Type == RuleType.Raw && Commit.IsMatch(Restore(rule["value"]!, expressions)) && enabled == "true")
                _entries.Add(Entry("sha", ["length: long", .. Affixes(prefix, suffix, "")]));
            else
                refuse(line, "the expression is known only to GitHub when the workflow runs; write a condition such as when: { branch: main }, or a strategy");
            return;
        }

        var isPlain = enabled == "true" && !prefix.Contains("{{", StringComparison.Ordinal) && !suffix.Contains("{{", StringComparison.Ordinal);
        switch (rule.Type)
        {
            case RuleType.Semver when isPlain && rule["pattern"] is Version or Minor or Major && rule["value"] is "" && rule["match"] is "":
                AddVersion(rule["pattern"]!, prefix, suffix, text);
                break;
            case RuleType.Sha when isPlain:
                _entries.Add(Entry("sha", [.. rule["format"] == "long" ? (string[])["length: long"] : [], .. Affixes(prefix, suffix, "")]));
                break;
            case RuleType.Ref when isPlain && rule["event"] == "branch":
                _entries.Add(Entry("branch", [.. Affixes(prefix, suffix, "")]));
                break;
            case RuleType.Ref when isPlain && rule["event"] == "pr":
                _entries.Add(Entry("pull-request", [.. Affixes(prefix, suffix, "pr-")]));
                break;
            case RuleType.Edge when isPlain:
                _entries.Add(Entry("edge", [.. rule["branch"] is { Length: > 0 } edge ? (string[])[$"branch: {ConfigurationText.Quote(edge)}"] : [], .. Affixes(prefix, suffix, "")]));
                break;
            case RuleType.Schedule when isPlain && !rule["pattern"]!.Contains("{{", StringComparison.Ordinal):
                _entries.Add(Entry("schedule", [.. rule["pattern"] == "nightly" ? [] : (string[])[$"value: {ConfigurationText.Quote(rule["pattern"]!)}"], .. Affixes(prefix, suffix, "")]));
                break;
            case RuleType.Raw when enabled == "{{is_default_branch}}" && rule["value"] == "latest":
                AddRaw("latest", prefix, suffix, DefaultBranch);
                break;
            case RuleType.Raw when isPlain && !rule["value"]!.Contains("{{", StringComparison.Ordinal):
                AddRaw(rule["value"]!, prefix, suffix, branch: null);
                break;
            default:
                _entries.Add(ConfigurationText.Quote(WithFlavor(text)));
                break;
        }
    }

    private void AddRaw(string value, string prefix, string suffix, string? branch)
    {
        if (value == "latest" && branch is DefaultBranch or "main" or "master")
            _entries.Add(Entry("latest", ["mode: branch", .. Affixes(prefix, suffix, "")]));
        else if (branch == DefaultBranch)
            _entries.Add(ConfigurationText.Quote($"type=raw,value={value},enable={{{{is_default_branch}}}}{(prefix.Length > 0 ? $",prefix={prefix}" : "")}{(suffix.Length > 0 ? $",suffix={suffix}" : "")}"));
        else
            _entries.Add(Entry("raw", [$"value: {ConfigurationText.Quote(value)}", .. Affixes(prefix, suffix, ""), .. branch is null ? [] : (string[])[$"when: {{ branch: {ConfigurationText.Quote(branch)} }}"]]));
    }

    private void AddVersion(string pattern, string prefix, string suffix, string text)
    {
        if (_versions.Find(version => version.Prefix == prefix && version.Suffix == suffix) is { Patterns: { } known })
        {
            known[pattern] = text;
            return;
        }

        _versions.Add((prefix, suffix, new Dictionary<string, string> { [pattern] = text }, _entries.Count));
        _entries.Add("");
    }

    private static string ToStrategy(string prefix, string suffix, Dictionary<string, string> patterns) => Entry("semver", [
        .. patterns.ContainsKey(Minor) ? [] : (string[])["minor: false"],
        .. patterns.ContainsKey(Major) ? (string[])["zeroMajor: true"] : patterns.ContainsKey(MajorAboveZero) ? [] : ["major: false"],
        "buildMetadata: false",
        .. Affixes(prefix, suffix, "")]);

    /// <summary>Without a rule for the whole version a prerelease still is one for the action, and none for the strategy.</summary>
    private IEnumerable<string> KeepVersions(Dictionary<string, string> patterns)
    {
        if (patterns.TryGetValue(MajorAboveZero, out var text))
            refuse(text, "the expression is known only to GitHub when the workflow runs; the strategy semver has no tag 0");
        return patterns.Where(pattern => pattern.Key != MajorAboveZero).Select(pattern => ConfigurationText.Quote(WithFlavor(pattern.Value)));
    }

    /// <summary>An affix of its own, even an empty one, counts before the flavor's.</summary>
    private static string Affix(TagRuleLine rule, string text, string name, string ofFlavor) =>
        text.Contains($"{name}=", StringComparison.OrdinalIgnoreCase) || ofFlavor.Length == 0 ? rule[name] ?? "" : ofFlavor;

    /// <summary>The line with the affixes of the flavor, and without what is the default or only orders the tags.</summary>
    private string WithFlavor(string text) =>
        Priority.Replace(text.Replace(",enable=true", "", StringComparison.Ordinal), "") + OfFlavor(text, "prefix", flavor.Prefix) + OfFlavor(text, "suffix", flavor.Suffix);

    private static string OfFlavor(string text, string name, string ofFlavor) =>
        ofFlavor.Length == 0 || text.Contains($"{name}=", StringComparison.OrdinalIgnoreCase) ? "" : $",{name}={ofFlavor}";

    private static IEnumerable<string> Affixes(string prefix, string suffix, string usual)
    {
        if (prefix != usual)
            yield return $"prefix: {(prefix.Length == 0 ? "''" : ConfigurationText.Quote(prefix))}";
        if (suffix.Length > 0)
            yield return $"suffix: {ConfigurationText.Quote(suffix)}";
    }

    private static string Entry(string name, IReadOnlyList<string> options) => options.Count == 0 ? name : $"{name}: {{ {string.Join(", ", options)} }}";

    /// <summary>The branch that an expression asks for, <see cref="DefaultBranch"/>, or <c>null</c> for another expression.</summary>
    private static string? Branch(string enabled) =>
        OfDefaultBranch.IsMatch(enabled) ? DefaultBranch
        : OfBranch.Match(enabled) is { Success: true } match ? match.Groups["branch"].Value
        : null;

    private static string Restore(string text, List<string> expressions) =>
        expressions.Select((expression, index) => (expression, index)).Aggregate(text, (restored, found) => restored.Replace($"<{found.index}>", found.expression, StringComparison.Ordinal));

    [GeneratedRegex(@"\$\{\{.*?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expression { get; }

    /// <summary>The condition that the documentation of the action has for major versions.</summary>
    [GeneratedRegex(@"\A\$\{\{\s*!\s*startsWith\(github\.ref,\s*'refs/tags/v?0\.'\)\s*\}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NotZero { get; }

    [GeneratedRegex(",priority=[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Priority { get; }

    [GeneratedRegex(@"\A\$\{\{\s*github\.(?:sha|event\.head_commit\.id)\s*\}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Commit { get; }

    [GeneratedRegex(@"\A\$\{\{\s*github\.ref(?:_name)?\s*==\s*(?:format\('refs/heads/\{0\}',\s*)?github\.event\.repository\.default_branch\)?\s*\}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfDefaultBranch { get; }

    [GeneratedRegex(@"\A\$\{\{\s*(?:github\.ref\s*==\s*(?:'refs/heads/(?<branch>[^'{}]+)'|format\('refs/heads/\{0\}',\s*'(?<branch>[^']+)'\))|github\.ref_name\s*==\s*'(?<branch>[^']+)')\s*\}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfBranch { get; }
}
