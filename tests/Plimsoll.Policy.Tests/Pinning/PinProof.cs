using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Pinning;
using Plimsoll.Testing;

namespace Plimsoll.Policy.Tests.Pinning;

/// <summary>
/// Pins the files of a folder, asking one who knows every image, and proves what pinning promises: nothing but digests is
/// written, each image has its own or a reason why not, what was pinned checks clean, and a second time changes nothing.
/// </summary>
internal static class PinProof
{
    // A fixture's own digests are none of these.
    private const string Mark = "abcdef0123456789abcdef0123456789";

    private static readonly Regex Written = new($"(, \"[\\w-]*[dD]igest\": \"|, [\\w-]*[dD]igest: |\\r?\\n *[\\w-]*[dD]igest: | ?|:latest@|@)(sha256:)?{Mark}[0-9a-f]{{32}}", RegexOptions.CultureInvariant);

    /// <summary>A digest that belongs to this reference alone.</summary>
    public static Digest DigestOf(ImageReference image) => Digest.Parse($"sha256:{Mark}{Digest.Sha256(Encoding.UTF8.GetBytes(image.ToString())).Hex[..32]}");

    /// <summary>A registry that has every image.</summary>
    public static IImageResolver Registry { get; } = new Omniscient();

    private sealed class Omniscient : IImageResolver
    {
        public Task<Digest?> ResolveAsync(ImageReference image, CancellationToken cancellationToken) => Task.FromResult<Digest?>(DigestOf(image));

        public Task<bool> IsSignedAsync(ImageReference image, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<string> ListTagsAsync(ImageReference repository, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>Pins one file with others beside it.</summary>
    public static void Holds(string name, string text, params ReadOnlySpan<(string Name, string Text)> others)
    {
        using var folder = new TempDirectory();
        foreach (var (file, content) in (ReadOnlySpan<(string, string)>)[(name, text), .. others])
            folder.Write(file, content);
        HoldsAsync(folder.Path).GetAwaiter().GetResult();
    }

    /// <summary>Pins all files below the folder, which are changed thereby.</summary>
    public static async Task HoldsAsync(string folder)
    {
        var (before, checkedBefore) = (Contents(folder), await CheckAsync(folder));
        var plan = await PlanAsync(folder);
        await plan.ApplyAsync();
        var (after, checkedAfter) = (Contents(folder), await CheckAsync(folder));

        Assert.Equal(before.Keys, after.Keys);
        foreach (var (path, bytes) in before)
        {
            var changed = plan.Files.SingleOrDefault(file => Path.GetFullPath(file.Path, folder) == path);
            if (changed is null)
                Assert.Equal(bytes, after[path]);
            else
                OnlyDigestsAreWritten(bytes, after[path], changed);
        }

        // The same images in the same order: with their digest where they had none, or told why not.
        var skipped = plan.Skipped.Select(image => (image.Span, image.Image)).ToHashSet();
        var (uses, now) = (InOrder(checkedBefore), InOrder(checkedAfter));
        Assert.True(uses.Count == now.Count, $"The images were {Show(uses)} and are {Show(now)}.");
        foreach (var (use, pinned) in uses.Zip(now))
            if (use.Reference is null || use.Reference.Digest is not null || skipped.Contains((use.Span, use.Image)))
                Assert.Equal(use.Image, pinned.Image);
            else
                Assert.True(IsPinned(use.Reference, pinned.Reference), $"{use.Image} at {use.Span} became {pinned.Image}.");

        Assert.Equal(
            [],
            checkedAfter.Findings.Where(finding => finding.Rule == "missing-digest" && finding.Span.File != "")
                .Where(finding => !plan.Skipped.Any(image => image.Image == finding.Image && image.Span.File == finding.Span.File) && !Array.Exists([.. uses], use => use.Reference is null && use.Image == finding.Image))
                .Select(finding => finding.ToString()));
        Assert.Equal(
            checkedBefore.Findings.Where(finding => finding.Rule == "unreadable-file").Select(finding => finding.Message),
            checkedAfter.Findings.Where(finding => finding.Rule == "unreadable-file").Select(finding => finding.Message));
        Assert.Empty((await PlanAsync(folder)).Files);
    }

    private static void OnlyDigestsAreWritten(byte[] before, byte[] after, PinnedFile file)
    {
        var text = Encoding.UTF8.GetString(after);
        var matches = Written.Matches(text);
        Assert.Equal(file.Images.Select(image => image.Span).Distinct().Count(), matches.Count);

        // A tag may have been written out before; what stood for an empty digest is the one thing that may go.
        var old = Encoding.UTF8.GetString(before);
        var (i, j) = (0, 0);
        foreach (Match match in matches)
        {
            Assert.Equal(text[j..match.Index], old[i..(i + match.Index - j)]);
            (i, j) = (i + match.Index - j, match.Index + match.Length);
            if (match.Value[0] == ':' && old.AsSpan(i).StartsWith(":latest", StringComparison.Ordinal))
                i += ":latest".Length;
            if (old.AsSpan(i).StartsWith(" ~", StringComparison.Ordinal) || old.AsSpan(i).StartsWith(" null", StringComparison.Ordinal))
                i += old[i + 1] == '~' ? 2 : 5;
        }

        Assert.Equal(old[i..], text[j..]);
    }

    /// <summary>Flux leaves the tag where a digest stands beside it.</summary>
    private static bool IsPinned(ImageReference before, ImageReference? after)
    {
        var tagged = before.WithTag(before.Tag ?? "latest");
        return after is not null && (after == tagged.WithDigest(DigestOf(tagged)) || after == before.WithoutTagOrDigest().WithDigest(DigestOf(tagged)));
    }

    private static Task<PinPlan> PlanAsync(string folder) => new PinPlanner(new Omniscient(), new PinOptions()).PlanAsync([], folder);

    private static Task<CheckResult> CheckAsync(string folder) => PolicyChecker.CheckAsync([], new ImagePolicy { Profile = PolicyProfile.Digest }, folder);

    // An image that several files use is one place each time, whose columns may move.
    private static List<ImageUse> InOrder(CheckResult result) =>
        [.. result.Images.Select(image => image.Use).OrderBy(use => use.Span.File, StringComparer.Ordinal).ThenBy(use => use.UsedBy, StringComparer.Ordinal).ThenBy(use => use.Token.Start)];

    private static string Show(IEnumerable<ImageUse> uses) => string.Join(", ", uses.Select(use => $"{use.Image} at {use.Span}"));

    private static SortedDictionary<string, byte[]> Contents(string folder) =>
        new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes), StringComparer.Ordinal);
}
