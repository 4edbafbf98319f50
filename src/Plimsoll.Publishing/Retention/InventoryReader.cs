using System.Collections.Concurrent;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// Reads a repository: every tag, what it names, what an index lists, and what is attached to any of it, both as the registry
/// lists it and under the tags that clients keep. Several requests run at once, as many as the client allows.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="tags">Tells of a tag whether it belongs to an image, and to which.</param>
/// <param name="progress">Takes how far it is.</param>
internal sealed class InventoryReader(RegistryRepository repository, TagReader tags, IProgress<PruneProgress>? progress)
{
    private readonly ConcurrentDictionary<string, Digest> _tags = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Digest, InventoryManifest> _manifests = new();
    private readonly ConcurrentDictionary<Digest, string> _unreadable = new();
    private readonly ConcurrentDictionary<Digest, bool> _asked = new();

    /// <summary>Reads all tags and what belongs to them.</summary>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var names = await repository.ListTagsAsync(cancellationToken).ToListAsync(cancellationToken);
        var found = new ConcurrentBag<Digest>();
        await ForEachAsync(names, async (tag, token) =>
        {
            foreach (var next in await ReadAsync(tag, token))
                found.Add(next);
        }, cancellationToken);
        await AddAsync(found, cancellationToken);
    }

    /// <summary>Reads further images and what belongs to them. What is not there is left out.</summary>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public async Task AddAsync(IEnumerable<Digest> images, CancellationToken cancellationToken)
    {
        var open = images.Distinct().Where(digest => _asked.TryAdd(digest, true)).ToList();
        while (open.Count > 0)
        {
            var found = new ConcurrentBag<Digest>();
            await ForEachAsync(open, async (digest, token) =>
            {
                foreach (var next in await ReadAsync(digest.ToString(), token))
                    found.Add(next);
            }, cancellationToken);
            open = [.. found.Distinct().Where(digest => _asked.TryAdd(digest, true))];
        }
    }

    /// <summary>What was read.</summary>
    /// <param name="untagged">The images without a tag, where the registry lists them.</param>
    public RepositoryInventory Create(IReadOnlyList<UntaggedVersion> untagged)
    {
        // A list of referrers under a tag counts also where the registry has a list of its own: it may be older than that.
        var attached = new Dictionary<Digest, HashSet<Digest>>();
        foreach (var (tag, digest) in _tags)
            if (tags.Read(tag).Subject is { } subject)
                Attach(subject, [digest, .. _manifests.TryGetValue(digest, out var list) ? list.Children.Select(child => child.Digest) : []]);
        foreach (var manifest in _manifests.Values)
            if (manifest.Subject is { } subject)
                Attach(subject, [manifest.Descriptor.Digest]);

        return new RepositoryInventory(
            new SortedDictionary<string, Digest>(_tags, StringComparer.Ordinal),
            _manifests.ToDictionary(
                manifest => manifest.Key,
                manifest => attached.TryGetValue(manifest.Key, out var more) ? manifest.Value with { Referrers = [.. manifest.Value.Referrers.Union(more).Where(digest => digest != manifest.Key)] } : manifest.Value))
        {
            Untagged = [.. untagged.Where(version => _manifests.ContainsKey(version.Digest))],
            Unreadable = _unreadable.ToDictionary(),
        };

        void Attach(Digest subject, IEnumerable<Digest> digests)
        {
            if (!attached.TryGetValue(subject, out var known))
                attached[subject] = known = [];
            known.UnionWith(digests);
        }
    }

    /// <summary>Reads a manifest and the list of what refers to it.</summary>
    /// <returns>What it leads to.</returns>
    private async Task<IEnumerable<Digest>> ReadAsync(string tagOrDigest, CancellationToken cancellationToken)
    {
        var isTag = !Digest.TryParse(tagOrDigest, out var digest);
        ManifestContent content;
        try
        {
            content = await repository.GetManifestAsync(tagOrDigest, cancellationToken);
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            return [];
        }
        catch (PlimsollException exception) when (exception is not RegistryException && exception.Kind == ErrorKind.Usage)
        {
            digest ??= (await repository.ResolveAsync(tagOrDigest, cancellationToken))?.Digest;
            if (digest is null)
                return [];
            _unreadable[digest] = exception.Message;
            if (isTag)
                _tags[tagOrDigest] = digest;
            return [];
        }

        digest = content.Descriptor.Digest;
        if (isTag)
            _tags[tagOrDigest] = digest;
        _asked[digest] = true;
        if (_manifests.ContainsKey(digest))
            return [];

        var manifest = await DescribeAsync(content, cancellationToken);
        if (!_manifests.TryAdd(digest, manifest))
            return [];
        progress?.Report(new PruneProgress(repository.Name.FamiliarName, IsDeleting: false, _manifests.Count, Total: null));
        return manifest.Needs;
    }

    private async Task<InventoryManifest> DescribeAsync(ManifestContent content, CancellationToken cancellationToken)
    {
        var referrers = await repository.GetReferrersAsync(content.Descriptor.Digest, artifactType: null, cancellationToken);
        var known = new InventoryManifest(content.Descriptor) { Referrers = [.. referrers.Select(referrer => referrer.Digest).Distinct()] };
        try
        {
            var manifest = content.Parse();
            return known with
            {
                Children = [.. manifest.Children.Where(child => MediaTypes.IsManifest(child.MediaType)).DistinctBy(child => child.Digest)],

                // The cache of BuildKit is an index that lists layers.
                Blobs = [.. manifest.Blobs.Concat(manifest.Children.Where(child => !MediaTypes.IsManifest(child.MediaType))).DistinctBy(blob => blob.Digest)],
                Subject = manifest.Subject?.Digest,
                ArtifactType = manifest.ArtifactType ?? (manifest as ImageManifest)?.Config.MediaType,
                Annotations = manifest.Annotations ?? known.Annotations,
            };
        }
        catch (PlimsollException exception)
        {
            _unreadable[content.Descriptor.Digest] = exception.Message;
            return known;
        }
    }

    private Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, ValueTask> body, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = repository.MaximumParallelism, CancellationToken = cancellationToken },
        body);
}
