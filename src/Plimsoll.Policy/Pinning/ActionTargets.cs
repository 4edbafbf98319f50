using Plimsoll.Oci;
using Plimsoll.Policy.Scanners.Text;
using Plimsoll.Tags;

namespace Plimsoll.Policy.Pinning;

/// <summary>Finds what actions become: the commits of their tags, as the repositories of the actions have them.</summary>
/// <param name="source">Tells which commits tags name.</param>
/// <param name="options">How far actions move.</param>
internal sealed class ActionTargets(IActionSource source, PinOptions options)
{
    /// <summary>Whether an action may change at all.</summary>
    public bool MayChange(ActionReference action, VersionComment comment) =>
        !action.IsCommit || options.Update != PinUpdate.None || (options.Narrow && comment.Version is { } version && IsMoving(version));

    /// <summary>What an action becomes; itself where it stays as it is.</summary>
    public async Task<ActionTarget> FindAsync(ActionReference action, VersionComment comment, CancellationToken cancellationToken)
    {
        try
        {
            if (action.IsCommit && comment.Version is null)
                return ActionTarget.Stays("no comment behind it names the tag that it is to be updated to");

            var known = await source.ListAsync(action, cancellationToken);
            if (action.IsCommit && options.Update == PinUpdate.None && !comment.IsCertain && known.Find(comment.Version!).Count == 0)
                return new ActionTarget(action.Ref, comment.Version); // The one word of the comment is another word.
            var target = action.IsCommit && options.Update == PinUpdate.None ? new ActionTarget(action.Ref, comment.Version) : Resolve(action, comment, known);
            if (options.Narrow && target is { Commit: { } commit, Version: { } version } && IsMoving(version))
                target = Narrowed(action, commit, version, known);
            return target.Commit is { } written && written != action.Ref && options.MinimumAge > TimeSpan.Zero ? await AgedAsync(action, target, written, cancellationToken) : target;
        }
        catch (PlimsollException exception)
        {
            return ActionTarget.Stays(exception.Message, exception.Kind);
        }
    }

    private async Task<ActionTarget> AgedAsync(ActionReference action, ActionTarget target, string commit, CancellationToken cancellationToken)
    {
        var seen = await source.FindDateAsync(action, commit, cancellationToken) is { } date ? new FirstSeen(date, "the date of the commit") : null;
        return (PinAge.FindProblem($"its commit {commit}", seen, options) is { } problem ? ActionTarget.Stays(problem) : target) with { FirstSeen = seen };
    }

    private static bool IsMoving(string version) => TagClassifier.Classify(version) == Mutability.Moving;

    private ActionTarget Resolve(ActionReference action, VersionComment comment, ActionVersions known)
    {
        var newest = new NewestVersion(action.IsCommit ? comment.Version! : ActionVersions.ShortName(action.Ref), options.Update);
        foreach (var tag in newest.IsAsked ? known.Tags.Keys : [])
            newest.Offer(tag);

        var name = newest.Tag == ActionVersions.ShortName(action.Ref) ? action.Ref : newest.Tag;
        return known.Find(name) switch
        {
            // A comment that names the commit of a tag more precisely stays.
            [var commit] => new ActionTarget(commit, !action.IsCommit && comment is { IsCertain: true, Version: { } written } && known.Find(written) is [var same] && same == commit ? written : newest.Tag),
            [_, _] => ActionTarget.Stays($"both a tag and a branch of {action.Repository} are named '{name}', with different commits"),
            _ when action.IsAbbreviatedCommit => ActionTarget.Stays("it is an abbreviated commit, which cannot be looked up: write the whole commit"),
            _ when action.IsCommit => ActionTarget.Stays($"its comment names '{name}', which is neither a tag nor a branch of {action.Repository}", comment.IsCertain ? ErrorKind.NotFound : null),
            _ => ActionTarget.Stays($"there is no tag or branch '{name}' in {action.Repository}", ErrorKind.NotFound),
        };
    }

    /// <summary>The newest version with the commit of a moving tag or a branch.</summary>
    private static ActionTarget Narrowed(ActionReference action, string commit, string moving, ActionVersions known)
    {
        var tags = known.Tags.Where(tag => tag.Value == commit).Select(tag => tag.Key).ToList();
        return NarrowerTags.Of(moving, tags).Concat(NarrowerTags.Of("latest", tags)).FirstOrDefault() is { } version
            ? new ActionTarget(commit, version)
            : ActionTarget.Stays($"no version tag of {action.Repository} has the commit of '{moving}', {commit}");
    }
}
