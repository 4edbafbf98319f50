using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Retention;

/// <summary>Reads all that a plan for a repository is made of. It writes nothing.</summary>
/// <param name="host">Registries, clock and configuration.</param>
/// <param name="repository">The repository.</param>
/// <param name="rules">The rules, which tell what needs to be known.</param>
/// <param name="git">What git tells.</param>
/// <param name="progress">Takes how far it is.</param>
internal sealed class RetentionCollector(PlimsollHost host, RegistryRepository repository, RetentionRules rules, GitFacts git, IProgress<PruneProgress>? progress)
{
    /// <summary>The receipts that tell when an image was published.</summary>
    private static readonly string[] Published = [ReceiptKind.Publish, ReceiptKind.Promote];

    /// <summary>Reads.</summary>
    /// <param name="deleter">Lists what has no tag.</param>
    /// <param name="more">Images that are read too, whether anything leads to them or not.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public async Task<RetentionFacts> ReadAsync(IImageDeleter deleter, IEnumerable<Digest> more, CancellationToken cancellationToken)
    {
        var now = host.Clock.GetUtcNow();
        var local = ReceiptFolder.Read(ReceiptFile.FolderIn(host.Directory));
        foreach (var reason in local.Unreadable)
            host.Warnings?.Report(reason);
        var receipts = local.Receipts.Select(recorded => recorded.Receipt).ToList();

        var tagRules = host.Configuration.RulesFor(environment: null, Component());
        var environments = host.Configuration.Environments.Keys.Concat(TagRules.ProductionNames).SelectMany(name => EnvironmentTags.Find(name, tagRules).Append(name)).ToList();
        var reader = new InventoryReader(repository, new TagReader(tagRules, [], [], []), progress);
        var untagged = await deleter.ReadAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        await reader.AddAsync(untagged.Select(version => version.Digest).Concat(more), cancellationToken);
        var attached = new AttachedRecords(repository, reader);
        await attached.ReadAsync(receipts, cancellationToken);
        receipts.AddRange(attached.Receipts);

        var inventory = reader.Create(untagged);
        var tags = new TagReader(tagRules, [.. environments, .. EnvironmentImages.FindTags(receipts)], git.Tags, rules.BranchTags);
        return new RetentionFacts(
            inventory,
            await DescribeAsync(inventory, tags, tagRules, receipts, cancellationToken),
            Protect(inventory, receipts, attached),
            now)
        {
            CanUntag = deleter.CanUntag,
        };
    }

    private Dictionary<Digest, string> Protect(RepositoryInventory inventory, List<ImageReceipt> receipts, AttachedRecords attached)
    {
        var found = new Dictionary<Digest, string>();
        foreach (var (image, reason) in attached.Unclear)
            found[image] = reason;
        foreach (var hold in HoldRegister.InForce(receipts, attached.Holds))
            found.TryAdd(hold.Digest, $"it is on hold since it was withdrawn from '{hold.Environment}'");
        foreach (var (image, reason) in EnvironmentImages.Find(receipts, rules.RollbackTargets))
            found.TryAdd(image, reason);
        return found.Where(image => inventory.Manifests.ContainsKey(image.Key)).ToDictionary();
    }

    private async Task<IReadOnlyList<TagFacts>> DescribeAsync(RepositoryInventory inventory, TagReader reader, TagRules tagRules, List<ImageReceipt> receipts, CancellationToken cancellationToken)
    {
        var open = new OpenStates(git, tagRules, IsConfigured());
        var published = receipts
            .Where(receipt => receipt.Digest is not null && Published.Contains(receipt.Kind))
            .GroupBy(receipt => receipt.Digest!)
            .ToDictionary(image => image.Key, image => image.Max(receipt => receipt.FinishedAt));
        var branchTags = receipts.SelectMany(receipt => receipt.Tags).Where(tag => tag.Strategy == StrategyNames.Branch).Select(tag => tag.Tag).ToHashSet(StringComparer.Ordinal);
        var facts = new ImageFactsReader(repository, inventory);
        var images = new ConcurrentDictionary<Digest, Lazy<Task<ImageFacts>>>();
        var found = new ConcurrentBag<TagFacts>();
        await Parallel.ForEachAsync(
            inventory.Tags,
            new ParallelOptions { MaxDegreeOfParallelism = repository.MaximumParallelism, CancellationToken = cancellationToken },
            async (tag, token) => found.Add(await DescribeAsync(tag.Key, tag.Value, token)));
        return [.. found.OrderBy(tag => tag.Tag, StringComparer.Ordinal)];

        async Task<TagFacts> DescribeAsync(string tag, Digest digest, CancellationToken token)
        {
            var read = reader.Read(tag);
            var mayBeBranch = read.Kind == TagKind.Other && rules.Find(TagKind.Branch) is not null;
            // A commit may have no letter among its first digits; the image tells.
            var mayBeCommit = read.Kind is TagKind.Other or TagKind.Line && rules.Find(TagKind.Sha) is not null && tag.Length >= 7 && tag.All(char.IsAsciiDigit);
            if (rules.Find(read.Kind) is null && !mayBeBranch && !mayBeCommit)
                return new TagFacts(tag, digest, read);

            var image = await images.GetOrAdd(digest, _ => new Lazy<Task<ImageFacts>>(() => facts.ReadAsync(digest, token))).Value;
            if (mayBeCommit && image.Revision?.StartsWith(tag, StringComparison.Ordinal) == true)
                read = new ReadTag(TagKind.Sha, Text: tag);
            else if (mayBeBranch && (branchTags.Contains(tag) || open.IsBranch(tag) || image.Version == tag))
                read = new ReadTag(TagKind.Branch, Text: tag);

            var described = new TagFacts(tag, digest, read) { Time = published.TryGetValue(digest, out var time) ? time : image.Created };
            return read.Kind switch
            {
                TagKind.Branch => described with { Open = open.OfBranch(tag, image), KeptReason = open.IsDefaultBranch(tag) ? "the tag of the default branch" : null },
                TagKind.PullRequest => described with { Open = open.OfPullRequest(read.Text, image) },
                _ => described,
            };
        }
    }

    /// <summary>Whether the configuration publishes to this repository.</summary>
    private bool IsConfigured() => Named() is not null;

    private Component? Component() => Named()?.Component;

    private NamedImage? Named() => NamedImage.All(host.Configuration, registry: null)
        .SelectMany(image => (NamedImage[])[image, .. image.Copies])
        .FirstOrDefault(image => image.Resolve(host.Directory).Reference is { } reference && reference.Name == repository.Name.Name);
}
