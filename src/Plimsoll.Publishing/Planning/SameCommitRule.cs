using Plimsoll.Tags.Versions;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Planning;

/// <summary>Decides by an image's labels whether a tag that never moves may stay with it: one commit is released once, however many runs build it.</summary>
/// <param name="Commit">The full id of the commit that is published.</param>
/// <param name="Version">The version that is released, or <c>null</c>.</param>
/// <param name="IsOn">Whether anything is kept; otherwise what names another image is a conflict.</param>
internal sealed record SameCommitRule(string Commit, string? Version, bool IsOn)
{
    /// <summary>Keeps nothing: what is promoted are the very bytes.</summary>
    public static SameCommitRule None { get; } = new("", null, IsOn: false);

    /// <summary>Whether an image that a tag names was made of this very commit, and does not claim to be another version.</summary>
    public async Task<bool> AllowsAsync(IImageSource source, Descriptor image, Tag tag, CancellationToken cancellationToken) =>
        IsOn
        && await ImageRevision.ReadAsync(source, image, cancellationToken) == Commit
        && (tag.Strategy == StrategyNames.GitSha || !IsAnotherVersion(await ImageRevision.ReadVersionAsync(source, image, cancellationToken)));

    /// <summary>An image that a branch built has no version, or the branch's name in its place: released by its tag, it is of this version.</summary>
    private bool IsAnotherVersion(string? label) =>
        label is not null && Version is not null && label != Version
        && SemanticVersion.TryParse(WithoutV(label), out var labelled)
        && !(SemanticVersion.TryParse(WithoutV(Version), out var released) && labelled == released);

    private static string WithoutV(string version) => version is ['v' or 'V', .. var rest] ? rest : version;
}
