using System.Text.RegularExpressions;
using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Infers the ref of a detached HEAD from what else names its commit, by the rules of docker/metadata-action.</summary>
internal static partial class DetachedReference
{
    private const string Heads = "refs/heads/";
    private const string Remotes = "refs/remotes/";
    private const string Tags = "refs/tags/";

    public static string Find(Repository repository, RepositoryLocation location, ObjectReader objects, string head)
    {
        var tags = TagReader.ReadByCommit(repository, location, objects);
        var branches = Branches(repository);
        var names = Decorations(tags.GetValueOrDefault(head, []), branches.Where(branch => branch.Target == head).Select(branch => branch.Name));
        if (names.Count == 0)
            return Containing(repository, objects, head, branches, tags) ?? throw Unknown("Cannot infer ref from detached HEAD");

        var decoration = string.Join(", ", names);
        if (decoration.StartsWith("tag: ", StringComparison.Ordinal))
            return Tags + names[0]["tag: ".Length..];
        if (PullRequest.IsMatch(decoration))
            return $"refs/{decoration}";

        // With two remote branches the name of the second keeps its remote: a quirk that images already depend on.
        if (RemoteAndMore.Match(decoration) is { Success: true } more)
            return Heads + more.Groups["branch"].Value;
        if (Remote.Match(decoration) is { Success: true } remote)
            return Heads + remote.Groups["branch"].Value;
        throw Unknown($"Unsupported detached HEAD ref in \"{(IsGrafted(location, head) ? "grafted, " : "")}HEAD, {decoration}\"");
    }

    /// <summary>The names of refs at HEAD as <c>git log</c> shows them: from the last to the first, tags before remote branches before branches.</summary>
    private static List<string> Decorations(IReadOnlyList<string> tags, IEnumerable<string> branches) =>
    [
        .. tags.Select(tag => (Name: Tags + tag, Shown: $"tag: {tag}"))
            .Concat(branches.Select(name => (Name: name, Shown: Short(name))))
            .OrderByDescending(item => item.Name, StringComparer.Ordinal)
            .Select(item => item.Shown),
    ];

    private static string Short(string name) =>
        name.StartsWith(Heads, StringComparison.Ordinal) ? name[Heads.Length..]
        : name.StartsWith(Remotes, StringComparison.Ordinal) ? name[Remotes.Length..]
        : name;

    /// <summary>Branches, remote branches and the stash, which are shown beside tags, with what they lead to.</summary>
    private static List<(string Name, string Target)> Branches(Repository repository) =>
    [
        .. repository.Refs
            .Where(reference => reference.CanonicalName.StartsWith(Heads, StringComparison.Ordinal)
                || reference.CanonicalName.StartsWith(Remotes, StringComparison.Ordinal)
                || reference.CanonicalName == "refs/stash")
            .Select(reference => (reference.CanonicalName, Target: reference.ResolveToDirectReference()?.TargetIdentifier!))
            .Where(branch => branch.Target is not null),
    ];

    /// <summary>The branch with the newest commit that has HEAD in its history, else such a remote branch, else the first such tag.</summary>
    private static string? Containing(
        Repository repository, ObjectReader objects, string head, List<(string Name, string Target)> branches, IReadOnlyDictionary<string, IReadOnlyList<string>> tags)
    {
        objects.Loose.ThrowIfAnyIsCorrupt();
        if (Newest(repository, objects, head, branches, Heads) is { } branch)
            return branch;
        if (Newest(repository, objects, head, branches, Remotes) is { } remote)
            return Remote.Match(remote[Remotes.Length..]) is { Success: true } match ? Heads + match.Groups["branch"].Value : remote;

        var all = tags.SelectMany(entry => entry.Value.Select(name => (Name: name, Target: entry.Key))).OrderBy(tag => tag.Name, StringComparer.Ordinal);
        return all.FirstOrDefault(tag => Contains(repository, head, tag.Target)).Name is { } found ? Tags + found : null;
    }

    private static string? Newest(Repository repository, ObjectReader objects, string head, List<(string Name, string Target)> branches, string prefix) => branches
        .Where(branch => branch.Name.StartsWith(prefix, StringComparison.Ordinal) && Contains(repository, head, branch.Target))
        .OrderByDescending(branch => objects.ReadCommit(branch.Target).CommitDate.Seconds)
        .ThenBy(branch => branch.Name, StringComparer.Ordinal)
        .FirstOrDefault().Name;

    private static bool Contains(Repository repository, string head, string target) =>
        repository.Lookup<Commit>(target) is { } tip && repository.ObjectDatabase.FindMergeBase(repository.Lookup<Commit>(head), tip)?.Sha == head;

    /// <summary>Whether the history is cut at the commit.</summary>
    private static bool IsGrafted(RepositoryLocation location, string head) =>
        location.IsShallow && File.ReadLines(location.ShallowFile).Contains(head);

    private static PlimsollException Unknown(string message) => PlimsollException.Usage(
        message,
        "HEAD is detached, and no tag, remote branch or pull request points to the commit: check out a branch or tag, or set GITHUB_REF and GITHUB_SHA and use the setting 'context=workflow'.");

    [GeneratedRegex(@"^pull/[0-9]+/(head|merge)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PullRequest { get; }

    [GeneratedRegex("^[^/]+/[^/]+, (?<branch>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex RemoteAndMore { get; }

    [GeneratedRegex("^[^/]+/(?<branch>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Remote { get; }
}
