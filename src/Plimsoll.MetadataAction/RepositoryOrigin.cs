using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.MetadataAction;

/// <summary>What a git repository says about its origin, where no host describes it.</summary>
public static class RepositoryOrigin
{
    /// <summary>
    /// Name and page from the address of the remote, else the name of the folder and no page; the default branch as far as
    /// the clone knows it. Git has no description and no licence.
    /// </summary>
    public static RepositoryDescription Describe(RepositoryState repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var url = ImageLabels.GetWebUrl(repository.RemoteUrl);
        return new RepositoryDescription
        {
            Name = url is null ? Path.GetFileName(repository.Root) : url[(url.LastIndexOf('/') + 1)..],
            Url = url ?? "",
            DefaultBranch = repository.DefaultBranch ?? "",
        };
    }
}
