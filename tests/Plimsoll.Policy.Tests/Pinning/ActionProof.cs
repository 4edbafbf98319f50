using System.Security.Cryptography;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Pinning;
using Plimsoll.Policy.Rules;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests.Pinning;

/// <summary>
/// Pins the actions of a folder, asking one who knows every repository, and proves what pinning promises: nothing but commits and
/// the comments with their versions is written, each action has its own or a reason why not, what was pinned checks clean, and a
/// second time changes nothing.
/// </summary>
internal static class ActionProof
{
    /// <summary>The policy with the rule.</summary>
    public static ImagePolicy Policy { get; } = ImagePolicy.Default with { Levels = new SeverityLevels { ByRule = new Dictionary<string, Severity?> { [RuleNames.UnpinnedAction] = Severity.Error } } };

    /// <summary>A commit that belongs to this reference alone.</summary>
    public static string CommitOf(string repository, string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{repository}@{ActionVersions.ShortName(name)}")))[..40];

    /// <summary>Every tag and branch that is asked for exists.</summary>
    private sealed class Omniscient : IActionSource
    {
        public bool IsServerGiven => true;

        public Task<ActionVersions> ListAsync(ActionReference action, CancellationToken cancellationToken)
        {
            var commits = new Dictionary<string, string> { [ActionVersions.ShortName(action.Ref)] = CommitOf(action.Repository, action.Ref) };
            return Task.FromResult(new ActionVersions(commits, commits));
        }

        public Task<DateTimeOffset?> FindDateAsync(ActionReference action, string commit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoRegistry : IImageResolver
    {
        public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken) => Task.FromResult<Digest?>(null);

        public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>Plans the pins of a folder's actions.</summary>
    public static Task<PinPlan> PlanAsync(string folder, IActionSource source, PinOptions? options = null) =>
        new PinPlanner(new NoRegistry(), (options ?? new PinOptions()) with { Actions = new ActionPinning(source) }).PlanAsync([], folder);

    /// <summary>Pins the actions of one file.</summary>
    public static void Holds(string name, string text)
    {
        using var folder = new TempDirectory();
        folder.Write(name, text);
        HoldsAsync(folder.Path).GetAwaiter().GetResult();
    }

    /// <summary>Pins all files below the folder, which are changed thereby.</summary>
    public static async Task HoldsAsync(string folder)
    {
        var (before, checkedBefore) = (Contents(folder), await PolicyChecker.CheckAsync([], Policy, folder));
        var plan = await PlanAsync(folder, new Omniscient());
        await plan.ApplyAsync();
        var (after, checkedAfter) = (Contents(folder), await PolicyChecker.CheckAsync([], Policy, folder));

        Assert.Equal(before.Keys, after.Keys);
        foreach (var (path, text) in before)
            OnlyCommitsAreWritten(text, after[path], plan.Files.SingleOrDefault(file => Path.GetFullPath(file.Path, folder) == path)?.Actions ?? []);

        Assert.Equal(checkedBefore.Images.Select(image => (image.Use.Image, image.Use.Span.File)), checkedAfter.Images.Select(image => (image.Use.Image, image.Use.Span.File)));

        // Each that could move is pinned, or is told why not.
        var pinned = plan.Files.SelectMany(file => file.Actions).Select(action => action.Span).ToHashSet();
        var skipped = plan.Skipped.Select(action => action.Span).ToHashSet();
        var (open, left) = (Open(checkedBefore), Open(checkedAfter));
        Assert.All(open, finding => Assert.True(pinned.Contains(finding.Span) != skipped.Contains(finding.Span), $"{finding.Image} at {finding.Span}"));
        Assert.Equal(open.Where(finding => skipped.Contains(finding.Span)).Select(finding => (finding.Image, finding.Span.StartLine)), left.Select(finding => (finding.Image, finding.Span.StartLine)));
        Assert.Empty((await PlanAsync(folder, new Omniscient())).Files);
    }

    private static List<Finding> Open(CheckResult result) => [.. result.Findings.Where(finding => finding.Rule == RuleNames.UnpinnedAction).OrderBy(finding => finding.Span.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.StartLine).ThenBy(finding => finding.Span.StartColumn)];

    /// <summary>Taking the commits and the comments away gives the file of before, character by character.</summary>
    private static void OnlyCommitsAreWritten(string before, string after, IReadOnlyList<PinnedAction> actions)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        Assert.Equal(old.Length, now.Length);
        for (var i = 0; i < old.Length; i++)
        {
            if (actions.SingleOrDefault(action => action.Span.StartLine == i + 1) is not { } action)
            {
                Assert.Equal(old[i], now[i]);
                continue;
            }

            var (reference, version) = (action.After.Split(" # ")[0], action.After.Split(" # ")[1]);
            var name = action.Before.Split(" # ")[0];
            Assert.Equal(CommitOf(ActionReference.Parse(name)!.Repository, name.Split('@')[1]), reference.Split('@')[1]);
            var restored = now[i].Replace(reference, name, StringComparison.Ordinal);
            var (comment, written) = (restored.IndexOf($" # {version}", StringComparison.Ordinal), restored.LastIndexOf(version, StringComparison.Ordinal));
            Assert.Contains(
                old[i],
                (IEnumerable<string>)[
                    comment < 0 ? "" : restored.Remove(comment, version.Length + 3),
                    restored.Remove(written, version.Length).Insert(written, action.Before.Split(" # ")[^1]),
                ]);
        }
    }

    private static SortedDictionary<string, string> Contents(string folder) =>
        new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => path, path => Encoding.UTF8.GetString(File.ReadAllBytes(path))), StringComparer.Ordinal);
}
