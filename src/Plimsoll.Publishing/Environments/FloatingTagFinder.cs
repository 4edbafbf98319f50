using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Environments;

/// <summary>Finds <c>latest</c> and the version lines that name an image which is withdrawn, and which of them may be moved to another one.</summary>
internal sealed class FloatingTagFinder
{
    private const int ShortestCommit = 7;
    private const int Parallelism = 8;

    private readonly IImageRepository _repository;
    private readonly ImagePolicy _policy;
    private readonly IProgress<string>? _warnings;
    private readonly IReadOnlyList<(string Prefix, string Suffix)> _forms;

    public FloatingTagFinder(IImageRepository repository, TagRules rules, ImagePolicy policy, IProgress<string>? warnings = null)
    {
        (_repository, _policy, _warnings) = (repository, policy, warnings);
        _forms = [.. rules.Strategies
            .Where(strategy => strategy is LatestStrategy or SemanticVersionStrategy or Pep440Strategy)
            .Select(strategy => (strategy.Prefix, strategy.Suffix))
            .Append(("", ""))
            .Distinct()];
    }

    /// <summary>Finds the tags.</summary>
    /// <param name="withdrawn">The image that they name now.</param>
    /// <param name="image">The image that they would name.</param>
    /// <param name="version">Its version where that is known; else the tags of the repository are asked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<FloatingTags> FindAsync(Digest withdrawn, Digest image, string? version, CancellationToken cancellationToken)
    {
        var all = new List<string>();
        await foreach (var tag in _repository.ListTagsAsync(cancellationToken))
            all.Add(tag);

        var candidates = all.Where(tag => _policy.Classify(tag, TagClassifier.Classify(tag)) == Mutability.Moving && CoreOf(tag) is not null).ToList();
        var floating = (await ThoseAsync(candidates, async (tag, token) => await ReadDigestAsync(tag, token) == withdrawn, cancellationToken)).Order(StringComparer.Ordinal).ToList();
        if (floating.Count == 0)
            return FloatingTags.None;

        var known = Parse(version) ?? await VersionOfAsync(image, all, cancellationToken);
        var back = new List<Tag>();
        var left = new List<KeptTag>();
        foreach (var tag in floating)
        {
            var core = CoreOf(tag)!;
            if (GetSkipReason(core, known) is { } reason)
                left.Add(new KeptTag(tag, reason));
            else
                back.Add(new Tag(tag, core == LatestStrategy.Value ? StrategyNames.Latest : StrategyNames.SemanticVersion, Mutability.Moving, "it points to the withdrawn image"));
        }

        return new FloatingTags(back, left, back.Count == 0 ? null : new RolledBackLines(back, VersionsOf, all));
    }

    /// <summary>The stable versions of a line, or of <c>latest</c>, that tags say with the same before and behind it.</summary>
    private IEnumerable<(string Tag, SemanticVersion Version)> VersionsOf(string line, IEnumerable<string> tags)
    {
        var (prefix, suffix) = _forms.First(form => Fits(line, form) && IsLine(Core(line, form)));
        var core = Core(line, (prefix, suffix));
        foreach (var tag in tags.Where(tag => Fits(tag, (prefix, suffix))))
            if (Parse(Core(tag, (prefix, suffix))) is { IsPrerelease: false } version && (core == LatestStrategy.Value || (VersionLine.TryParse(core, out var numbers) && numbers.Contains(version))))
                yield return (tag, version);
    }

    /// <summary>The version that a tag says, without what the rules put before and behind it; <c>null</c> where it says none.</summary>
    public SemanticVersion? VersionIn(string tag) => CoresOf(tag).Select(Parse).FirstOrDefault(version => version is not null);

    /// <summary>The version of the tag that names an image; <c>null</c> where only other tags do.</summary>
    public async Task<SemanticVersion?> FindVersionAsync(Digest image, CancellationToken cancellationToken) =>
        await VersionOfAsync(image, await _repository.ListTagsAsync(cancellationToken).ToListAsync(cancellationToken), cancellationToken);

    private static string? GetSkipReason(string core, SemanticVersion? version)
    {
        if (version is { IsPrerelease: true })
            return $"{version.ToNormalizedString()} is a prerelease";
        if (core == LatestStrategy.Value)
            return null;
        if (version is null)
            return "the version of the image to roll back to is unknown";

        return VersionLine.TryParse(core, out var line) && line.Contains(version) ? null : $"{version.ToNormalizedString()} is not in that version line";
    }

    /// <summary>Images that were not labelled are known by the tag of their version. What looks like a prerelease may be a variant: <c>2.1.0-alpine</c>.</summary>
    private async Task<SemanticVersion?> VersionOfAsync(Digest image, List<string> all, CancellationToken cancellationToken)
    {
        var versions = all.Where(tag => VersionIn(tag) is not null).ToList();
        return (await ThoseAsync(versions, async (tag, token) => (await _repository.ResolveAsync(tag, token))?.Digest == image, cancellationToken))
            .Select(VersionIn)
            .OfType<SemanticVersion>()
            .OrderBy(version => version.IsPrerelease)
            .ThenByDescending(version => version, SemanticVersionOrder.Instance)
            .FirstOrDefault();
    }

    /// <summary>
    /// What a tag names, as its manifest shows: a wrong answer about its digest alone would leave it at the withdrawn image without a
    /// word. One that is listed and is not there is left, and said: registries list tags that were deleted for a while.
    /// </summary>
    private async Task<Digest?> ReadDigestAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            return (await _repository.GetManifestAsync(tag, cancellationToken)).Descriptor.Digest;
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            // No image can be read there; the tag may point to the withdrawn one all the same.
            if (await _repository.ResolveAsync(tag, cancellationToken) is { } there)
                return there.Digest;

            _warnings?.Report($"the tag '{tag}' is listed, but there is no image of that name: it is left as it is. If it still points to the withdrawn image, roll back again");
            return null;
        }
    }

    private static async Task<IReadOnlyCollection<string>> ThoseAsync(IReadOnlyCollection<string> tags, Func<string, CancellationToken, Task<bool>> isWanted, CancellationToken cancellationToken)
    {
        var found = new System.Collections.Concurrent.ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tags, options, async (tag, token) =>
        {
            if (await isWanted(tag, token))
                found.Add(tag);
        });
        return found;
    }

    /// <summary><c>latest</c>, <c>2</c> or <c>2.1</c> without what the rules put before and behind; <c>null</c> for any other tag.</summary>
    private string? CoreOf(string tag) => CoresOf(tag).FirstOrDefault(IsLine);

    private static bool IsLine(string core) => core == LatestStrategy.Value || (VersionLine.TryParse(core, out _) && !MayBeCommit(core));

    /// <summary>One commit in thirty has no letter in its short name: <c>7783026</c>. No version is that high.</summary>
    private static bool MayBeCommit(string core) => core.Length >= ShortestCommit && core.All(char.IsAsciiDigit);

    private IEnumerable<string> CoresOf(string tag) => _forms.Where(form => Fits(tag, form)).Select(form => Core(tag, form));

    private static bool Fits(string tag, (string Prefix, string Suffix) form) =>
        tag.Length > form.Prefix.Length + form.Suffix.Length && tag.StartsWith(form.Prefix, StringComparison.Ordinal) && tag.EndsWith(form.Suffix, StringComparison.Ordinal);

    private static string Core(string tag, (string Prefix, string Suffix) form) => tag[form.Prefix.Length..^form.Suffix.Length];

    private static SemanticVersion? Parse(string? text) =>
        text is not null && SemanticVersion.TryParse(text is ['v' or 'V', .. var rest] ? rest : text, out var version) ? version : null;
}
