using System.Text.RegularExpressions;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// Two publishers of one version may both have found its tag free, and both have written it: no registry forbids that, and an
/// engine sends all layers between the look and the write. The version's tag is written first and decides. Whoever finds it
/// with another image has lost, and so has who comes upon a later tag of the other publisher: that one was first, and may have
/// ended. Who has lost leaves every tag that it wrote to the other's image, so that the other can end well. Images are told
/// apart by what names them, since labels may say anything.
/// </summary>
internal sealed partial class VersionRace(IPublishTarget target, SameCommitRule commit, TimeProvider clock, IProgress<string>? log)
{
    /// <summary>Whether only an image that was judged may have a tag, so that it is left to nobody; by default each is left to the other publisher.</summary>
    public Predicate<Tag> IsGuarded { get; init; } = _ => false;

    /// <summary>How long a version that was overwritten is waited for, while the other may come upon a tag of ours and give it back.</summary>
    private const int Reads = 100;

    private const int Assertions = 3;

    /// <summary>How often is looked again for what others are about to settle, after ever longer pauses.</summary>
    private const int Looks = 4;

    private const int Parallelism = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<Tag> _written = [];
    private readonly HashSet<Digest> _rivals = [];
    private readonly HashSet<Digest> _ofThisCommit = [];

    private IEnumerable<Tag> Versions => _written.Where(IsVersion);

    /// <summary>Whether a tag that never moves is more than the commit's own.</summary>
    public static bool IsVersion(Tag tag) => tag.Mutability == Mutability.Immutable && tag.Strategy != StrategyNames.GitSha;

    /// <summary>Whether this publisher has tried to write a version.</summary>
    public bool HasVersion => Versions.Any();

    /// <summary>Notes a tag that is about to be written.</summary>
    public void AddWritten(Tag tag)
    {
        if (!HasWritten(tag.Value))
            _written.Add(tag);
    }

    /// <summary>Whether this publisher has tried to write a tag.</summary>
    public bool HasWritten(string tag) => _written.Exists(written => written.Value == tag);

    /// <summary>Whether an image is known as the other publisher's.</summary>
    public bool IsRival(Digest image) => _rivals.Contains(image);

    /// <summary>Whether an image that a tag of ours names is the other publisher's of the version that was written here.</summary>
    public async ValueTask<bool> IsRivalAsync(Descriptor image, Tag tag, CancellationToken cancellationToken)
    {
        if (!HasVersion || await target.IsThisImageAsync(image, cancellationToken))
            return false;

        if (tag.Strategy == StrategyNames.GitSha)
            _ofThisCommit.Add(image.Digest);
        if (_rivals.Contains(image.Digest))
            return true;
        if (await IsAnotherVersionInTheEndAsync(image, cancellationToken))
            return false;

        // A line such as 2.1 is moved by publishers of its versions only, and this one's version names it no more.
        var isOfVersions = tag.Strategy is StrategyNames.GitSha or StrategyNames.SemanticVersion or StrategyNames.Pep440 or StrategyNames.CalendarVersion;
        if (!isOfVersions && !(await ImageRevision.ReadVersionAsync(target.Repository, image, cancellationToken) is { } label && (label == commit.Version || HasWritten(label))))
            return false;

        _rivals.Add(image.Digest);
        return true;
    }

    /// <summary>
    /// Lets a race come to its end for a tag that was written here and names something else: a version is waited for as long as
    /// the other may give it back; any other tag is written again where the version is ours.
    /// </summary>
    /// <returns>What the tag, or a version that is lost, names in the end.</returns>
    public async Task<Descriptor?> SettleAsync(TagChange change, Descriptor? there, IReadOnlyDictionary<string, TagChange> done, CancellationToken cancellationToken)
    {
        if (!HasWritten(change.Tag.Value) || there is null)
            return there;
        if (IsVersion(change.Tag))
            return await WaitAsync(change, there, cancellationToken);

        for (var attempt = 0; attempt < Assertions && there is not null && there.Digest != change.After && await IsRivalAsync(there, change.Tag, cancellationToken); attempt++)
        {
            foreach (var version in Versions.Select(version => done[version.Value]).ToList())
                if (await target.Repository.ResolveAsync(version.Tag.Value, cancellationToken) is { } holder && holder.Digest != version.After
                    && await WaitAsync(version, holder, cancellationToken) is { } winner && winner.Digest != version.After)
                    return winner;

            await target.Repository.PutManifestAsync(await target.Repository.GetManifestAsync(change.After.ToString(), cancellationToken), change.Tag.Value, cancellationToken);
            there = await target.Repository.ResolveAsync(change.Tag.Value, cancellationToken);
        }

        return there;
    }

    /// <summary>Whether a tag names this image, or does after a while because another publisher gives it back.</summary>
    public Task<bool> IsGivenBackAsync(Tag tag, CancellationToken cancellationToken) => IsInTheEndAsync(
        async () => await target.Repository.ResolveAsync(tag.Value, cancellationToken) is { } there && await target.IsThisImageAsync(there, cancellationToken),
        cancellationToken);

    /// <summary>Leaves the tags to the other publisher of this version.</summary>
    /// <param name="winner">Its image; <c>null</c> where that is to be found out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task YieldAsync(Descriptor? winner, CancellationToken cancellationToken)
    {
        try
        {
            winner ??= await FindWinnerAsync(cancellationToken);
            if (winner is null || _written.Count == 0)
                return;

            var manifest = await target.Repository.GetManifestAsync(winner.Digest.ToString(), cancellationToken);
            foreach (var tag in _written.Where(tag => !IsGuarded(tag)).OrderByDescending(IsVersion))
            {
                // The tag of another commit must not come to name this one's image.
                if (tag.Strategy == StrategyNames.GitSha && !await IsOfThisCommitAsync(winner, cancellationToken))
                    continue;
                if (await target.Repository.ResolveAsync(tag.Value, cancellationToken) is not { } there || there.Digest == winner.Digest || !await target.IsThisImageAsync(there, cancellationToken))
                    continue;

                await target.Repository.PutManifestAsync(manifest, tag.Value, cancellationToken);
                log?.Report($"{tag.Value} was published by another publisher first and points to its image: {winner.Digest}");
            }
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
            // The conflict is the failure to tell.
            log?.Report($"could not leave the tags to the other publisher of this version: {exception.Message}");
        }
    }

    /// <summary>Waits until a version names ours again. Nobody gives it back who cannot find another tag with our image.</summary>
    private async Task<Descriptor?> WaitAsync(TagChange version, Descriptor there, CancellationToken cancellationToken)
    {
        for (var read = 0; read < Reads; read++)
        {
            _rivals.Add(there.Digest);
            if (!await IsSeenAsync(cancellationToken))
                return there;

            await Task.Delay(Pause, clock, cancellationToken);
            if (await target.Repository.ResolveAsync(version.Tag.Value, cancellationToken) is not { } now)
                return there;
            if (now.Digest == version.After)
                return now;
            there = now;
        }

        return there;
    }

    private async ValueTask<bool> IsSeenAsync(CancellationToken cancellationToken)
    {
        foreach (var tag in _written.Where(tag => !IsVersion(tag)))
            if (await target.Repository.ResolveAsync(tag.Value, cancellationToken) is { } there && await target.IsThisImageAsync(there, cancellationToken))
                return true;
        return false;
    }

    private async Task<Descriptor?> FindWinnerAsync(CancellationToken cancellationToken)
    {
        foreach (var version in Versions)
            if (await target.Repository.ResolveAsync(version.Value, cancellationToken) is { } there && !await target.IsThisImageAsync(there, cancellationToken))
                return there;
        return null;
    }

    private async ValueTask<bool> IsOfThisCommitAsync(Descriptor image, CancellationToken cancellationToken) =>
        _ofThisCommit.Contains(image.Digest) || await ImageRevision.ReadAsync(target.Repository, image, cancellationToken) == commit.Commit;

    /// <summary>
    /// Whether the tag of another version names an image, or does after a while: others may race for that version, and one that gives
    /// it back has written over it for a moment. To take its image for one of our version would give ours away.
    /// </summary>
    private Task<bool> IsAnotherVersionInTheEndAsync(Descriptor image, CancellationToken cancellationToken) =>
        IsInTheEndAsync(() => IsAnotherVersionAsync(image, cancellationToken), cancellationToken);

    /// <summary>Whether something is so, or becomes so after a while.</summary>
    private async Task<bool> IsInTheEndAsync(Func<Task<bool>> look, CancellationToken cancellationToken)
    {
        var pause = Pause;
        for (var looks = 0; ; looks++)
        {
            var started = clock.GetTimestamp();
            if (await look())
                return true;
            if (looks == Looks)
                return false;

            // A registry that is slow is as slow for the others.
            pause = pause * 2 > clock.GetElapsedTime(started) ? pause * 2 : clock.GetElapsedTime(started);
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>Whether the tag of another version names an image. Tags are written by many tools: what holds three numbers is taken for one.</summary>
    private async Task<bool> IsAnotherVersionAsync(Descriptor image, CancellationToken cancellationToken)
    {
        var others = (await target.Repository.FindTagsAsync(cancellationToken)).Where(tag => ThreeNumbers.IsMatch(tag) && !HasWritten(tag)).ToList();
        var isNamed = false;
        await Parallel.ForEachAsync(others, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (tag, token) =>
        {
            if (!Volatile.Read(ref isNamed) && (await target.Repository.ResolveAsync(tag, token))?.Digest == image.Digest)
                Volatile.Write(ref isNamed, true);
        });
        return isNamed;
    }

    [GeneratedRegex(@"[0-9]+\.[0-9]+\.[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex ThreeNumbers { get; }
}
