using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Plimsoll.MetadataAction.JavaScript;

namespace Plimsoll.MetadataAction.Rules;

/// <summary>
/// A semantic version as strictly as npm takes one: SemVer 2.0 with at most one <c>v</c> before it, of at most 256
/// characters, its numbers no greater than JavaScript can count.
/// </summary>
internal sealed partial record NodeSemanticVersion
{
    private const int MaximumLength = 256;
    private const long MaximumNumber = (1L << 53) - 1;

    /// <summary>The text it was read from.</summary>
    public required string Raw { get; init; }

    public required long Major { get; init; }

    public required long Minor { get; init; }

    public required long Patch { get; init; }

    /// <summary>The identifiers of the prerelease: numbers where they are small enough, else texts.</summary>
    public required IReadOnlyList<object?> Prerelease { get; init; }

    /// <summary>The identifiers of the build metadata.</summary>
    public required IReadOnlyList<object?> Build { get; init; }

    public bool IsPrerelease => Prerelease.Count > 0;

    public static bool TryParse(string text, [NotNullWhen(true)] out NodeSemanticVersion? version)
    {
        version = null;
        if (text.Length > MaximumLength || Grammar.Match(JavaScriptText.Trim(text)) is not { Success: true } match)
            return false;
        if (Number(match, "major") is not { } major || Number(match, "minor") is not { } minor || Number(match, "patch") is not { } patch)
            return false;

        version = new NodeSemanticVersion
        {
            Raw = text,
            Major = major,
            Minor = minor,
            Patch = patch,
            Prerelease = Identifiers(match, "prerelease", Identifier),
            Build = Identifiers(match, "build", part => part),
        };
        return true;
    }

    /// <summary>The version without a <c>v</c> and without build metadata.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}")
        + (IsPrerelease ? "-" + string.Join('.', Prerelease.Select(Plimsoll.MetadataAction.Templates.TemplateValue.Text)) : "");

    private static List<object?> Identifiers(Match match, string group, Func<string, object?> read) =>
        match.Groups[group] is { Success: true } found ? [.. found.Value.Split('.').Select(read)] : [];

    private static object Identifier(string text) =>
        text.All(char.IsAsciiDigit) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MaximumNumber ? (double)number : text;

    private static long? Number(Match match, string group) =>
        long.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaximumNumber ? number : null;

    [GeneratedRegex(
        """
        \Av?(?<major>0|[1-9][0-9]*)\.(?<minor>0|[1-9][0-9]*)\.(?<patch>0|[1-9][0-9]*)
        (-(?<prerelease>([0-9]*[A-Za-z-][0-9A-Za-z-]*|0|[1-9][0-9]*)(\.([0-9]*[A-Za-z-][0-9A-Za-z-]*|0|[1-9][0-9]*))*))?
        (\+(?<build>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Grammar { get; }
}
