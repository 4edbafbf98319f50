using System.Globalization;
using System.Numerics;
using Plimsoll.MetadataAction.Expressions;
using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.MetadataAction.Templates;
using Plimsoll.Tags.Versions;

namespace Plimsoll.MetadataAction.Rules;

/// <summary>What each type of rule derives.</summary>
internal static class RuleTypes
{
    /// <summary>Adds the tag of an enabled rule, if it applies to the run.</summary>
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        switch (rule.Type)
        {
            case RuleType.Schedule:
                DeriveSchedule(rule, derivation);
                break;
            case RuleType.Semver:
                DeriveSemver(rule, derivation);
                break;
            case RuleType.Pep440:
                DerivePep440(rule, derivation);
                break;
            case RuleType.Match:
                DeriveMatch(rule, derivation);
                break;
            case RuleType.Edge:
                DeriveEdge(rule, derivation);
                break;
            case RuleType.Ref:
                DeriveRef(rule, derivation);
                break;
            case RuleType.Raw:
                derivation.Add(rule, derivation.Expressions.Expand(rule["value"]!), isLatest: false);
                break;
            case RuleType.Sha:
                DeriveSha(rule, derivation);
                break;
        }
    }

    /// <summary>A scheduled run. The pattern has the expressions for dates only.</summary>
    private static void DeriveSchedule(TagRuleLine rule, RuleDerivation derivation)
    {
        if (derivation.Context.EventName.Contains("schedule", StringComparison.Ordinal))
            derivation.Add(rule, Template.Parse(rule["pattern"]!).Render(derivation.Expressions.Dates), isLatest: false);
    }

    /// <summary>A semantic version. A prerelease is only itself, whatever the pattern asks for.</summary>
    private static void DeriveSemver(TagRuleLine rule, RuleDerivation derivation)
    {
        if (VersionText.Find(rule, derivation) is not { } text)
            return;
        if (!NodeSemanticVersion.TryParse(text, out var version))
        {
            derivation.Warn($"{text} is not a valid semver. More info: https://semver.org/");
            return;
        }

        var pattern = version.IsPrerelease && !Template.IsRaw(rule["pattern"]!) ? "{{version}}" : rule["pattern"]!;
        derivation.Add(rule, Template.Parse(pattern).Render(ScopeOf(version)), isLatest: !version.IsPrerelease);
    }

    /// <summary>The members of npm's version object; templates may name any of them.</summary>
    private static TemplateObject ScopeOf(NodeSemanticVersion version) => new(version.ToString())
    {
        ["options"] = new TemplateObject { ["loose"] = true },
        ["loose"] = true,
        ["includePrerelease"] = false,
        ["raw"] = version.Raw,
        ["major"] = (double)version.Major,
        ["minor"] = (double)version.Minor,
        ["patch"] = (double)version.Patch,
        ["prerelease"] = version.Prerelease,
        ["build"] = version.Build,
        ["version"] = version.ToString(),
    };

    /// <summary>A version of a Python package. A pre-, post- or development release is only itself.</summary>
    private static void DerivePep440(TagRuleLine rule, RuleDerivation derivation)
    {
        if (VersionText.Find(rule, derivation) is not { } text)
            return;

        // The action does not accept white space around a version.
        if (JavaScriptText.Trim(text) != text || !Pep440Version.TryParse(text, out var version))
        {
            derivation.Warn($"{text} does not conform to PEP 440. More info: https://www.python.org/dev/peps/pep-0440");
            return;
        }

        var pattern = rule["pattern"]!;
        var isFinal = !version.IsPrerelease && !version.IsPostrelease && !version.IsDevrelease;
        var value = isFinal ? Template.Parse(pattern).Render(ScopeOf(text, version)) : Template.IsRaw(pattern) ? text : Normalize(version);
        derivation.Add(rule, value, isLatest: isFinal);
    }

    private static TemplateObject ScopeOf(string text, Pep440Version version) => TemplateObject.Create(
        Constant("raw", text),
        Constant("version", Normalize(version)),
        Constant("major", version.Major),
        Constant("minor", version.Minor),
        Constant("patch", version.Patch));

    /// <summary>The normal form, except that the action has commas between the parts of the local version.</summary>
    private static string Normalize(Pep440Version version) => version.Local is { } local
        ? version.ToString()[..^local.Length] + local.Replace('.', ',')
        : version.ToString();

    private static TemplateFunction Constant(string name, BigInteger value) => Constant(name, value.ToString(CultureInfo.InvariantCulture));

    private static TemplateFunction Constant(string name, string value) => new(name, 0, (_, _) => value);

    /// <summary>What a pattern matches in the git tag. <c>latest</c> goes with it, prerelease or not.</summary>
    private static void DeriveMatch(TagRuleLine rule, RuleDerivation derivation)
    {
        if (VersionText.FindSource(rule, derivation) is not { } text)
            return;

        var pattern = rule["pattern"]!;
        var group = rule["group"]!;
        if (JavaScriptRegex.Parse(pattern).Match(text) is not { } match)
            derivation.Warn($"{pattern} does not match {text}.");
        else if (GroupIndex(group) is { } index && index < match.Count && match[index] is { } value)
            derivation.Add(rule, value, isLatest: true);
        else
            derivation.Warn($"Group {group} does not exist for {pattern} pattern.");
    }

    /// <summary>A group's number as JavaScript writes it: <c>01</c> and <c>1.0</c> are numbers, but not the key of any group.</summary>
    private static int? GroupIndex(string group) =>
        int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index.ToString(CultureInfo.InvariantCulture) == group ? index : null;

    /// <summary>The latest commit of a branch, the default branch unless another is named.</summary>
    private static void DeriveEdge(TagRuleLine rule, RuleDerivation derivation)
    {
        var branch = rule["branch"] is { Length: > 0 } named ? named : derivation.Context.Repository.DefaultBranch;
        if (WorkflowReference.Branch(derivation.Context) == branch)
            derivation.Add(rule, "edge", isLatest: false);
    }

    /// <summary>The branch, git tag or pull request. <c>latest</c> goes with a git tag, prerelease or not.</summary>
    private static void DeriveRef(TagRuleLine rule, RuleDerivation derivation)
    {
        var name = rule["event"] switch
        {
            "branch" => WorkflowReference.Branch(derivation.Context),
            "tag" => WorkflowReference.Tag(derivation.Context),
            _ => WorkflowReference.PullRequest(derivation.Context),
        };
        if (name is not null)
            derivation.Add(rule, name, isLatest: rule["event"] == "tag");
    }

    /// <summary>The commit's id, short or long.</summary>
    private static void DeriveSha(TagRuleLine rule, RuleDerivation derivation)
    {
        var context = derivation.Context;
        if (context.Sha.Length > 0)
            derivation.Add(rule, rule["format"] == "short" ? ShortSha.Abbreviate(context) : context.Sha, isLatest: false);
    }
}
