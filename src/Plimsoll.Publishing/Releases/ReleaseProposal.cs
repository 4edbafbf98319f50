using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>The next release of a repository: its version, and the git tag that makes it one.</summary>
/// <param name="repository">The repository.</param>
/// <param name="request">What was asked for.</param>
/// <param name="component">The component that is released; <c>null</c> for the repository as a whole.</param>
/// <param name="tagPrefix">What stands before the version in a tag; <c>null</c> for <c>v</c> or nothing.</param>
/// <param name="ignoredTags">Patterns of git tags that are not releases.</param>
/// <param name="next">The version.</param>
internal sealed class ReleaseProposal(RepositoryState repository, ReleaseRequest request, Component? component, string? tagPrefix, IReadOnlyList<string> ignoredTags, NextVersion next)
{
    /// <summary>The repository.</summary>
    public RepositoryState Repository { get; } = repository;

    /// <summary>The component that is released; <c>null</c> for the repository as a whole.</summary>
    public Component? Component { get; } = component;

    /// <summary>The version, and why it is this one.</summary>
    public NextVersion Next { get; } = next;

    /// <summary>The remote that the tag is pushed to.</summary>
    /// <param name="given">The remote that was asked for; <c>null</c> for <c>origin</c>, or the one that the repository has instead.</param>
    public string FindRemote(string? given = null) => given ?? Repository.RemoteName ?? "origin";

    /// <summary>The tag to be made at HEAD.</summary>
    /// <exception cref="PlimsollException">Tracked files are changed, HEAD is released already, or nothing is to be released (exit code 2).</exception>
    public NewGitTag ToTag()
    {
        if (Repository.IsDirty && !request.AllowDirty)
            throw PlimsollException.Usage(
                $"{Next.TagName} would tag HEAD, but the working tree has changes: {Repository.DescribeChanges()}. A release must be built from committed files.",
                "Commit or discard the changes ('git status' shows them), or allow them (the setting 'allow-dirty').");
        RefuseSecondRelease();
        if (!Next.IsNew)
            throw PlimsollException.Usage($"There is no version to tag: {Next.Reason}.", "To release anyway, specify the version or the part to increment (the setting 'bump').");

        return new NewGitTag(Next.TagName, Repository.Head.Id, request.Message ?? TagMessage.Format(Next, Component?.Name), request.IsSigned);
    }

    /// <summary>A commit is released once, and once in each line of prereleases. A prerelease that proved itself becomes the release.</summary>
    private void RefuseSecondRelease()
    {
        var ignored = new IgnoredTags(ignoredTags);
        foreach (var name in Repository.TagsAtHead)
            if (!ignored.Contains(name) && ReleaseHistory.TryParse(name, tagPrefix, out var tag) && (tag.IsStable || PreReleaseLine.AreOfOne(tag.Version, Next.Version) || !Next.IsNew))
                throw PlimsollException.Usage(
                    $"HEAD is already released: tag {name} points to {Repository.Head.AbbreviatedId}.",
                    "Commit the changes to release first.");
    }
}
