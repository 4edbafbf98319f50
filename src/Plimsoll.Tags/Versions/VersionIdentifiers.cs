using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Versions;

/// <summary>The parts of a version that are written with dots between identifiers (SemVer 2.0 §9 and §10).</summary>
internal static partial class VersionIdentifiers
{
    /// <summary>Reads prerelease identifiers such as <c>alpha.0</c>, or <c>null</c> where one is empty, has other characters than letters, digits and dashes, or is a number with a leading zero.</summary>
    public static IReadOnlyList<string>? ParsePreRelease(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PreRelease().IsMatch(text) ? text.Split('.') : null;
    }

    /// <summary>Whether the text can be build metadata such as <c>build.7</c>; nothing can be too.</summary>
    public static bool IsBuildMetadata(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 || Metadata().IsMatch(text);
    }

    [GeneratedRegex(@"\A(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PreRelease();

    [GeneratedRegex(@"\A[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Metadata();
}
