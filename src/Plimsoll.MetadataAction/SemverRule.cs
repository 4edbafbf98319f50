using Plimsoll.MetadataAction.Templates;

namespace Plimsoll.MetadataAction;

/// <summary><c>type=semver</c>: a semantic version. A prerelease is only itself, whatever the pattern asks for.</summary>
internal static class SemverRule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        if (VersionText.Of(rule, derivation) is not { } text)
            return;
        if (!NodeSemanticVersion.TryParse(text, out var version))
        {
            derivation.Warn($"{text} is not a valid semver. More info: https://semver.org/");
            return;
        }

        var pattern = version.IsPrerelease && !Template.IsRaw(rule["pattern"]!) ? "{{version}}" : rule["pattern"]!;
        derivation.Add(rule, Template.Parse(pattern).Render(Scope(version)), isLatest: !version.IsPrerelease);
    }

    /// <summary>The members of the version object of npm, those that mean nothing here among them.</summary>
    private static TemplateObject Scope(NodeSemanticVersion version) => new(version.ToString())
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
}
