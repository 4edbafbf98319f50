using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>What refers to what among the manifests that the <c>index.json</c> of an OCI archive lists.</summary>
internal sealed class ArchiveReferrers
{
    private readonly List<(Digest Subject, Descriptor Referrer)> _found = [];
    private readonly Dictionary<string, IReadOnlyList<Descriptor>> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Descriptor> _cosign = new(StringComparer.Ordinal);

    /// <summary>Those of a docker-archive, whose form knows none.</summary>
    public static ArchiveReferrers None { get; } = new();

    /// <summary>The entries that the archive was made for: neither unnamed referrers nor lists of them nor what cosign keeps under tags, unless it holds nothing else.</summary>
    public IReadOnlyList<Descriptor> Images { get; private set; } = [];

    public static async Task<ArchiveReferrers> ReadAsync(ArchiveFile file, ImageIndex index, Func<Descriptor, string?> nameOf, CancellationToken cancellationToken)
    {
        var referrers = new ArchiveReferrers();
        var images = new List<Descriptor>();
        foreach (var entry in index.Manifests)
        {
            var (tag, name) = (Plimsoll.Oci.Storage.Layout.LayoutIndex.GetTag(entry), nameOf(entry));
            var refers = referrers.Add(await TryReadAsync(file, entry, cancellationToken), tag);
            if (tag is not null && Referrer.IsTechnicalTag(tag) && !Referrer.IsTag(tag))
                referrers._cosign[tag] = entry with { Annotations = null };
            else if (!refers || (name is not null && !Referrer.IsTag(name)))
                images.Add(entry);
        }

        referrers.Images = images.Count > 0 ? images : index.Manifests;
        return referrers;
    }

    public IReadOnlyList<Descriptor> Find(Digest subject, string? artifactType) =>
        _found.Where(pair => pair.Subject == subject).Select(pair => pair.Referrer)
            .Concat(_lists.GetValueOrDefault(Referrer.GetTag(subject), []))
            .OfType(artifactType);

    /// <summary>What cosign keeps under a tag, or <c>null</c>.</summary>
    public Descriptor? FindTagged(string tag) => _cosign.GetValueOrDefault(tag);

    /// <returns>Whether the manifest refers to another one, or is a list of such.</returns>
    private bool Add(ManifestContent? content, string? tag)
    {
        if (content is null)
            return false;

        var isList = tag is not null && Referrer.IsTag(tag) && content.Descriptor.MediaType == MediaTypes.OciIndex;
        if (isList)
            _lists[tag!] = content.Parse().Children;
        if (Referrer.GetSubject(content) is not { } subject)
            return isList;

        _found.Add((subject, Referrer.Describe(content)));
        return true;
    }

    /// <summary>A broken entry says nothing here; whoever reads it gets the error.</summary>
    private static async Task<ManifestContent?> TryReadAsync(ArchiveFile file, Descriptor descriptor, CancellationToken cancellationToken)
    {
        if (!MediaTypes.IsManifest(descriptor.MediaType)
            || file.Find(OciArchive.GetPath(descriptor.Digest)) is not { } entry
            || entry.Length != descriptor.Size
            || entry.Length > ManifestContent.MaximumSize)
            return null;

        var bytes = await file.ReadAsync(entry, ManifestContent.MaximumSize, cancellationToken);
        var content = new ManifestContent(descriptor, bytes);
        return descriptor.Digest.Matches(bytes.Span) && Referrer.TryParse(content) is not null ? content : null;
    }
}
