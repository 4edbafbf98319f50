using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;

namespace Plimsoll.Publishing.Retention;

/// <summary>Tells whether the branch or pull request of a tag is open. Git answers for images of its own repository only.</summary>
/// <param name="git">What git and its host tell.</param>
/// <param name="rules">How tags are derived.</param>
/// <param name="isOwn">Whether the configuration says that the repository's images are of this git repository.</param>
internal sealed class OpenStates(GitFacts git, TagRules rules, bool isOwn)
{
    private readonly ILookup<string, string> _branchOf = TagsOf(git.Branches ?? [], rules);
    private readonly HashSet<string> _defaultTags = git.DefaultBranch is { } branch ? [.. TagsOf([branch], rules).Select(tag => tag.Key)] : [];

    /// <summary>Whether a tag is that of a branch that exists, so that its kind is known.</summary>
    public bool IsBranch(string tag) => _branchOf.Contains(tag);

    /// <summary>Whether a tag is that of the default branch.</summary>
    public bool IsDefaultBranch(string tag) => _defaultTags.Contains(tag);

    /// <summary>Whether the branch of a tag exists.</summary>
    public OpenState OfBranch(string tag, ImageFacts image) =>
        git.Branches is null ? Unknown($"it is not known whether the branch exists: {git.BranchesReason}")
        : _branchOf[tag].FirstOrDefault() is { } branch ? new OpenState(true, $"branch {branch} exists")
        : FindForeignReason(image) is { } reason ? Unknown($"it is not known whether the branch exists: {reason}")
        : new OpenState(false, "the branch does not exist any more");

    /// <summary>Whether a pull request is open.</summary>
    public OpenState OfPullRequest(string number, ImageFacts image) =>
        git.OpenPullRequests is null ? Unknown($"it is not known whether the pull request is open: {git.PullRequestsReason}")
        : git.OpenPullRequests.Contains(number) ? new OpenState(true, $"pull request {number} is open")
        : FindForeignReason(image) is { } reason ? Unknown($"it is not known whether the pull request is open: {reason}")
        : new OpenState(false, $"pull request {number} is not open");

    private string? FindForeignReason(ImageFacts image) =>
        isOwn ? null
        : image.Source is null ? $"the image does not name its sources, and no image in plimsoll.yml is published here"
        : git.Source is null || !Normalize(image.Source).Equals(Normalize(git.Source), StringComparison.OrdinalIgnoreCase) ? $"the image is of {image.Source}, and the git repository is {git.Source ?? "of no remote"}"
        : null;

    private static string Normalize(string address)
    {
        var web = (ImageLabels.GetWebUrl(address) ?? address).TrimEnd('/');
        return web.EndsWith(".git", StringComparison.Ordinal) ? web[..^4] : web;
    }

    /// <summary>Every tag that a branch may have been given, whatever else there was then.</summary>
    private static ILookup<string, string> TagsOf(IEnumerable<string> branches, TagRules rules)
    {
        var forms = rules.Strategies.Where(strategy => strategy.Name == StrategyNames.Branch).Select(strategy => (strategy.Prefix, strategy.Suffix)).Append((Prefix: "", Suffix: "")).Distinct().ToList();
        return branches
            .SelectMany(branch => forms.SelectMany(form => BranchNames.FindAll(branch, form.Prefix, form.Suffix)).Select(tag => (Tag: tag, Branch: branch)))
            .ToLookup(found => found.Tag, found => found.Branch, StringComparer.Ordinal);
    }

    private static OpenState Unknown(string reason) => new(null, reason);
}
