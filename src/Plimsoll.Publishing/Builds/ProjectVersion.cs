using System.Text.RegularExpressions;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Builds;

/// <summary>The version, commit and repository of a build as the properties of a .NET project that its assemblies take them from.</summary>
internal static partial class ProjectVersion
{
    /// <summary>The largest part of an assembly's version (ECMA-335, II.22.2).</summary>
    private const int MaximumPart = 65534;

    /// <summary>
    /// <c>Version</c> where something is released, <c>SourceRevisionId</c>, which the SDK appends to <c>InformationalVersion</c>,
    /// and <c>RepositoryUrl</c>. What a project computes by itself, as MinVer does, still wins.
    /// </summary>
    public static IEnumerable<(string Name, string Value)> Properties(ImageMetadata marks)
    {
        // A version that .NET has no form for, such as 1.0rc1 or 20260105.1, would break the build; the text is kept all the same.
        if (marks.Version is { } version)
            yield return (IsAssemblyVersion(version) ? "Version" : "InformationalVersion", version);
        if (marks.Commit is { } commit)
            yield return ("SourceRevisionId", commit);
        if (marks.Labels.TryGetValue(ImageLabels.Source, out var source))
            yield return ("RepositoryUrl", source);
    }

    private static bool IsAssemblyVersion(string version) =>
        VersionText.Match(version) is { Success: true } match
        && match.Groups["part"].Captures.All(part => int.TryParse(part.ValueSpan, out var number) && number <= MaximumPart);

    [GeneratedRegex(@"\A(?<part>[0-9]+)(?:\.(?<part>[0-9]+)){1,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionText { get; }
}
