using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Helm;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>
/// Charts and packages in a registry, of which a resource names the repository and a version: one, a range of which the newest is
/// taken, or none, which is any.
/// </summary>
internal static class OciArtifact
{
    private const string Scheme = "oci://";
    private const string AnyVersion = "*";

    /// <summary>Whether an address is one of a registry.</summary>
    public static bool IsRegistry(string url) => url.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>The artifact; <c>null</c> where it has no name.</summary>
    /// <param name="url">The repository, or what it is below, with <c>oci://</c> or without.</param>
    /// <param name="name">The last part of the repository where that stands apart, or <c>null</c>.</param>
    /// <param name="version">The version, or <c>null</c>.</param>
    /// <param name="kind">One of <see cref="FileKinds"/>.</param>
    /// <param name="token">Where the artifact is reported where it has no version.</param>
    public static FoundImage? Create(string url, SourceScalar? name, SourceScalar? version, string kind, SourceScalar token)
    {
        var repository = (IsRegistry(url) ? url[Scheme.Length..] : url).Trim('/');
        var text = name is { IsNull: false } ? $"{repository}/{name.Value.Trim('/')}" : repository;
        if (text.Length == 0)
            return null;

        var isSet = version is { IsNull: false };
        var wanted = isSet ? version!.Value.Trim() : AnyVersion;
        var place = isSet ? new TextRange(version!.Start, version.End) : new TextRange(token.Start, token.End);
        var known = Expand(wanted);
        if (!known.Contains(ImageUse.Unknown) && !TemplateText.HasActions(known) && VersionConstraint.IsRange(known))
            return new FoundImage(text, $"{Expand(text)}:{ImageUse.Unknown}", place, kind) { Range = known };

        // Helm has an underscore where no tag may have the plus of a build.
        var (sign, selector) = wanted.Contains(':', StringComparison.Ordinal) ? ('@', wanted) : (':', wanted.TrimStart('=').Trim().Replace('+', '_'));
        return new FoundImage($"{text}{sign}{selector}", $"{Expand(text)}{sign}{Expand(selector)}", place, kind) { PinRefusal = "it is chosen by its version, which has no place for a digest" };
    }

    private static string Expand(string text) => Interpolation.Expand(text, static _ => null);
}
