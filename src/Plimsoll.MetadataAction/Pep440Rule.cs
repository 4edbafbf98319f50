using System.Globalization;
using System.Numerics;
using Plimsoll.MetadataAction.Templates;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.MetadataAction;

/// <summary><c>type=pep440</c>: a version of a Python package. A pre-, post- or development release is only itself.</summary>
internal static class Pep440Rule
{
    public static void Derive(TagRuleLine rule, RuleDerivation derivation)
    {
        if (VersionText.Of(rule, derivation) is not { } text)
            return;

        // White space around it is no part of a version here.
        if (JavaScriptText.Trim(text) != text || !Pep440Version.TryParse(text, out var version))
        {
            derivation.Warn($"{text} does not conform to PEP 440. More info: https://www.python.org/dev/peps/pep-0440");
            return;
        }

        var pattern = rule["pattern"]!;
        var isFinal = !version.IsPrerelease && !version.IsPostrelease && !version.IsDevrelease;
        var value = isFinal ? Template.Parse(pattern).Render(Scope(text, version)) : Template.IsRaw(pattern) ? text : Clean(version);
        derivation.Add(rule, value, isLatest: isFinal);
    }

    /// <summary>The normal form, except that the action has commas between the parts of the local version, which no tag can hold.</summary>
    private static string Clean(Pep440Version version) => version.Local is { } local
        ? version.ToString()[..^local.Length] + local.Replace('.', ',')
        : version.ToString();

    private static TemplateObject Scope(string text, Pep440Version version) => TemplateObject.Of(
        Name("raw", text),
        Name("version", Clean(version)),
        Name("major", version.Major),
        Name("minor", version.Minor),
        Name("patch", version.Patch));

    private static TemplateFunction Name(string name, BigInteger value) => Name(name, value.ToString(CultureInfo.InvariantCulture));

    private static TemplateFunction Name(string name, string value) => new(name, 0, (_, _) => value);
}
