using Plimsoll.Oci;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Versions;

/// <summary>
/// Calculates the next version from the commits since the last release. A pure function: the same history and options give the
/// same version.
/// </summary>
internal static class NextVersionCalculator
{
    private static readonly SemanticVersion Nothing = new(0, 0, 0);
    private static readonly SemanticVersion First = new(0, 1, 0);

    /// <summary>
    /// Increments the highest version in the history of HEAD by the bump that the commits require, or by the given one; the first
    /// release is <c>0.1.0</c>. In <c>0.x</c> a breaking change requires a minor version. A prerelease in progress is finished:
    /// after <c>1.3.0-rc.1</c> comes <c>1.3.0</c> unless the commits require more.
    /// </summary>
    /// <exception cref="PlimsollException">
    /// The version would not be higher than that of HEAD, options exclude each other, or no commit touches the paths (exit code 2);
    /// a tag of that version exists on another branch (exit code 5).
    /// </exception>
    public static NextVersion Calculate(ICommitHistory history, NextVersionOptions options)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Version is not null && (options.Bump is not null || options.PreRelease is not null))
            throw PlimsollException.Usage("An explicit version cannot be combined with a bump or a prerelease name.", "Specify either the version, or the bump and the prerelease name.");

        var line = ReleaseHistory.Read(history, options.TagPrefix, options.IgnoreTags);
        var prerelease = options.PreRelease is { } name ? PreReleaseLine.Parse(name) : null;
        var (commits, merges) = Since(history, line.NewestStable?.CommitId, options.Paths);
        var work = new Calculation(history, options, line, prerelease, commits);
        var next = (options.Version is { } given ? Given(given, line) : work.Counted()) with { Commits = commits, Merges = merges };
        Check(next, line);
        return next;
    }

    private static (IReadOnlyList<ReleaseCommit> Commits, int Merges) Since(ICommitHistory history, string? baseId, PathFilter? paths)
    {
        var since = CommitRangeReader.Read(history, baseId);
        if (paths is not null)
        {
            var touching = history.Touching(since, paths);
            since = [.. since.Where(commit => touching.Contains(commit.Id))];
        }

        var own = since.Where(commit => commit.ParentIds.Count < 2).Select(commit => commit.Id).ToList();
        return (RevertedCommits.Cancel([.. history.Read(own).Select(ReleaseCommit.FromCommit)]), since.Count - own.Count);
    }

    private static NextVersion Given(SemanticVersion version, ReleaseHistory line) => new()
    {
        Version = version,
        TagName = line.NameOf(version),
        Base = line.Newest,
        Release = line.NewestStable,
        Reason = $"the version was specified; {Last(line)}",
    };

    private static string Last(ReleaseHistory line) => line.NewestStable is { } release ? $"{release.Name} is the last release" : "there is no release yet";

    private static void Check(NextVersion next, ReleaseHistory line)
    {
        if (!next.IsNew)
            return;

        var order = SemanticVersionOrder.Instance;
        if (Floor(next.Version, line) is { } newest && order.Compare(next.Version, newest.Version) <= 0)
            throw PlimsollException.Usage(
                $"{next.Version.ToFullString()} is not higher than {newest.Version.ToFullString()}, which is already in the history of HEAD (tag {newest.Name}).",
                "Specify a higher version or a larger bump. To fix an older release, work on a branch created from its tag.");
        if (line.Tags.FirstOrDefault(tag => order.Compare(tag.Version, next.Version) == 0) is { } taken)
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"The version {next.Version.ToFullString()} already exists: the tag {taken.Name} is at commit {taken.CommitId}, which is not in the history of HEAD.",
                "Merge that commit, or specify another version.");
        if (next.Version.IsPrerelease && line.Tags.FirstOrDefault(tag => tag.IsStable && PreReleaseLine.HasCore(tag.Version, next.Version)) is { } released)
            throw new PlimsollException(
                ErrorKind.Conflict,
                $"{next.Version.ToFullString()} is lower than {released.Version.ToFullString()}, which has already been released: the tag {released.Name} is at commit {released.CommitId}, which is not in the history of HEAD.",
                "Merge that commit, or specify a higher version.");
    }

    /// <summary>What a version must be higher than: all that HEAD has; for a prerelease that goes on, its own line and the last release.</summary>
    private static TaggedRelease? Floor(SemanticVersion version, ReleaseHistory line) =>
        line.Reached.Any(tag => PreReleaseLine.AreOfOne(tag.Version, version)) ? line.Reached.First(tag => tag.IsStable || PreReleaseLine.AreOfOne(tag.Version, version)) : line.Newest;

    /// <summary>One calculation from the commits.</summary>
    private sealed record Calculation(
        ICommitHistory History, NextVersionOptions Options, ReleaseHistory Line, PreReleaseLine? PreRelease, IReadOnlyList<ReleaseCommit> Commits)
    {
        private TaggedRelease? Release => Line.NewestStable;

        /// <summary>The prerelease under way: higher than the last release.</summary>
        private TaggedRelease? UnderWay => Line.Newest is { IsStable: false } newest ? newest : null;

        /// <summary>The last one of the line that is asked for, above the last release.</summary>
        private TaggedRelease? Own => PreRelease is null ? null
            : Line.Reached.TakeWhile(tag => !tag.IsStable).FirstOrDefault(tag => PreRelease.NumberOf(tag.Version, tag.Version) is not null);

        public NextVersion Counted()
        {
            if (Line.Newest is null && Commits.Count == 0 && Options.Paths is not null)
                throw PlimsollException.Usage("No commit touches the paths of the component, so there is nothing to release.", "Check the component's paths; they are relative to the folder of plimsoll.yml.");

            var asked = Asked(Commits);
            if (AskedFor() is { } askedFor)
                return askedFor;

            var core = Core(asked);
            var kept = Options.Bump is null && UnderWay is { } pre && Compare(CoreOf(pre.Version), core) >= 0 ? UnderWay : null;
            core = kept is null ? core : CoreOf(kept.Version);

            var version = PreRelease?.Next(core, Line.Tags.Select(tag => tag.Version)) ?? core;
            var isNew = Options.Bump is not null || RequiresRelease(core, asked);
            return isNew
                ? new NextVersion { Version = version, TagName = Line.NameOf(version), Base = Line.Newest, Release = Release, Bump = Options.Bump ?? asked, Reason = DescribeReason(asked, kept) }
                : Unchanged();
        }

        private NextVersion Unchanged()
        {
            var last = Own ?? Line.Newest!;
            return new NextVersion
            {
                Version = last.Version,
                TagName = last.Name,
                IsNew = false,
                Base = Line.Newest,
                Release = Release,
                Reason = $"no commit since {last.Name} requires a release",
            };
        }

        /// <summary>The version that the newest footer <c>Release-As:</c> asks for, where it is not released yet.</summary>
        private NextVersion? AskedFor()
        {
            if (Options.Bump is not null || Commits.FirstOrDefault(commit => commit is { ReleaseAs: not null, IsCancelled: false }) is not { ReleaseAs: { } text } asking)
                return null;
            if (!SemanticVersion.TryParse(text is ['v' or 'V', .. var rest] ? rest : text, out var version))
                throw PlimsollException.Usage($"Commit {asking.Commit.AbbreviatedId} requests the version '{text}' (Release-As), which is not a semantic version.", "Specify the next version.");
            if (PreRelease is not null)
                version = PreRelease.Next(CoreOf(version), Line.Tags.Select(tag => tag.Version));
            return Line.Newest is { } newest && Compare(version, newest.Version) <= 0
                ? null
                : new NextVersion
                {
                    Version = version,
                    TagName = Line.NameOf(version),
                    Base = Line.Newest,
                    Release = Release,
                    IsNew = Own is null || !PreReleaseLine.HasCore(Own.Version, version) || Asked(Since(History, Own.CommitId, Options.Paths).Commits) > VersionBump.None,
                    Reason = $"{Last(Line)}, and {asking.Commit.AbbreviatedId} requests {text} (Release-As)",
                } is { IsNew: true } next ? next : Unchanged();
        }

        private VersionBump Asked(IReadOnlyList<ReleaseCommit> commits)
        {
            var bump = commits.Select(commit => commit.Bump).DefaultIfEmpty().Max();
            return Release is null || Release.Version.Major.IsZero ? bump.ForInitialDevelopment() : bump;
        }

        private SemanticVersion Core(VersionBump asked) =>
            Options.Bump is { } bump ? bump.Next(Release?.Version ?? Nothing)
            : Release is null ? First
            : asked.Next(Release.Version);

        private bool RequiresRelease(SemanticVersion core, VersionBump asked)
        {
            if (Line.Newest is null)
                return true;
            if (UnderWay is null)
                return asked > VersionBump.None;

            // A prerelease waits for its release; another of the same line needs something new in it.
            return Own is null || PreRelease!.NumberOf(Own.Version, core) is null
                || Asked(Since(History, Own.CommitId, Options.Paths).Commits) > VersionBump.None;
        }

        private string DescribeReason(VersionBump asked, TaggedRelease? kept)
        {
            var why = Options.Bump is { } bump ? $"{Last(Line)}, and a {Lowercase(bump)} version was requested"
                : Release is null ? kept is null ? $"{Last(Line)}, and the first version is {First}" : Last(Line)
                : asked == VersionBump.None ? Last(Line)
                : $"{Last(Line)}, and {Requiring(asked)} a {Lowercase(asked)} version";
            return kept is null ? why : $"{why}; the prerelease {kept.Name} is in progress";
        }

        /// <summary>The commits that ask for the most, by their ids; a breaking change of 0.x is among them.</summary>
        private string Requiring(VersionBump asked)
        {
            var asking = Commits.Where(commit => (Release!.Version.Major.IsZero ? commit.Bump.ForInitialDevelopment() : commit.Bump) == asked).ToList();
            var breaking = asked == VersionBump.Minor && asking.Exists(commit => commit.Bump == VersionBump.Major) ? " (a breaking change before 1.0.0)" : "";
            return asking.Count == 1 ? $"{asking[0].Commit.AbbreviatedId} requires{breaking}" : $"{asking[0].Commit.AbbreviatedId} and {asking.Count - 1} more require{breaking}";
        }

        private static string Lowercase(VersionBump bump) => bump.ToString().ToLowerInvariant();

        private static SemanticVersion CoreOf(SemanticVersion version) => new(version.Major, version.Minor, version.Patch);

        private static int Compare(SemanticVersion left, SemanticVersion right) => SemanticVersionOrder.Instance.Compare(left, right);
    }
}
