using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Releases;

/// <summary>The next release of a repository: its version, and the git tag that makes it one.</summary>
internal sealed class ReleaseProposal
{
    private readonly ReleaseRequest _request;

    private ReleaseProposal(RepositoryState repository, ReleaseRequest request, NextVersion next) =>
        (Repository, _request, Next) = (repository, request, next);

    /// <summary>The repository.</summary>
    public RepositoryState Repository { get; }

    /// <summary>The version, and why it is this one.</summary>
    public NextVersion Next { get; }

    /// <summary>Proposes the next release.</summary>
    /// <exception cref="PlimsollException">
    /// The clone is shallow, or there can be no such version (exit code 2); a tag of it exists on another branch (5).
    /// </exception>
    public static ReleaseProposal Create(RepositoryState repository, ReleaseRequest request)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(request);
        if (repository.IsShallow && !request.AllowShallow)
            throw ShallowHistory.Error(repository.Root);

        return new ReleaseProposal(repository, request, NextVersionCalculator.Calculate(repository.History, request.Version));
    }

    /// <summary>The tag to be made at HEAD.</summary>
    /// <exception cref="PlimsollException">Tracked files are changed, HEAD is released already, or nothing is to be released (exit code 2).</exception>
    public NewTag ToTag()
    {
        if (Repository.IsDirty && !_request.AllowDirty)
            throw PlimsollException.Usage(
                $"{Next.TagName} would tag HEAD, but the working tree has changes: {string.Join(", ", Repository.ChangedFiles)}. A release must be built from committed files.",
                "Commit or discard the changes ('git status' shows them), or allow them (the setting 'allow-dirty').");
        RefuseSecondRelease();
        if (!Next.IsNew)
            throw PlimsollException.Usage($"There is no version to tag: {Next.Reason}.", "Give the version or the part to count up (the setting 'bump') to release nevertheless.");

        return new NewTag(Next.TagName, Repository.Head.Id, _request.Message ?? TagMessage.Format(Next, _request.Component), _request.IsSigned);
    }

    /// <summary>A commit is released once. A prerelease that proved itself becomes the release.</summary>
    private void RefuseSecondRelease()
    {
        foreach (var name in Repository.TagsAtHead)
            if (ReleaseHistory.TryParse(name, _request.Version.TagPrefix, out var tag) && (tag.IsStable || Next.Version.IsPrerelease || !Next.IsNew))
                throw PlimsollException.Usage(
                    $"HEAD is already released: the tag {name} is at {Repository.Head.AbbreviatedId}.",
                    "Commit what is to be released first.");
    }
}
