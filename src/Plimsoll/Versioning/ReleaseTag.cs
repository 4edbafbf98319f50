using System.Diagnostics.CodeAnalysis;
using NuGet.Versioning;

namespace Plimsoll.Versioning;

/// <summary>A git tag that names a semantic version, with or without the prefix <c>v</c>.</summary>
/// <param name="Name">The tag as git has it.</param>
/// <param name="Version">The version it names.</param>
public sealed record ReleaseTag(string Name, SemanticVersion Version)
{
    /// <summary>Whether the version is no prerelease.</summary>
    public bool IsStable => !Version.IsPrerelease;

    /// <summary>Parses a tag such as <c>v2.1.0</c> or <c>2.1.0-rc.1</c>, strictly by SemVer 2.0.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out ReleaseTag? tag)
    {
        var text = name.Length > 1 && name[0] is 'v' or 'V' ? name[1..] : name;
        tag = SemanticVersion.TryParse(text, out var version) ? new ReleaseTag(name, version) : null;
        return tag is not null;
    }

    /// <summary>The release tags among some names, highest version first.</summary>
    public static IReadOnlyList<ReleaseTag> Among(IEnumerable<string> names) =>
    [
        .. names
            .Select(name => TryParse(name, out var tag) ? tag : null)
            .OfType<ReleaseTag>()
            .OrderByDescending(tag => tag.Version, SemanticVersionOrder.Instance)
            .ThenBy(tag => tag.Name, StringComparer.Ordinal),
    ];
}
