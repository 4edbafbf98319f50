using System.Text;
using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layout;

/// <summary>The files <c>oci-layout</c> and <c>index.json</c> of a layout: which tag names which manifest.</summary>
internal sealed class LayoutIndex(string layoutPath)
{
    public const string MarkerName = "oci-layout";
    public const string IndexName = "index.json";
    public const string RefName = "org.opencontainers.image.ref.name";

    private const string Marker = """{"imageLayoutVersion":"1.0.0"}""";

    private const int MaximumMarker = 4096;

    private readonly string _indexPath = Path.Combine(layoutPath, IndexName);
    private readonly string _markerPath = Path.Combine(layoutPath, MarkerName);

    public bool Exists => File.Exists(_markerPath);

    /// <summary>The manifests the layout names, tagged or not.</summary>
    public IReadOnlyList<Descriptor> Roots => Read().Manifests;

    public IEnumerable<string> Tags => Roots.Select(GetTag).OfType<string>().Distinct();

    /// <summary>The manifest that a tag or digest names; a duplicate tag means its last descriptor, as skopeo reads it.</summary>
    public Descriptor? Find(string tagOrDigest) =>
        Digest.TryParse(tagOrDigest, out var digest)
            ? Roots.FirstOrDefault(root => root.Digest == digest)
            : Roots.LastOrDefault(root => GetTag(root) == tagOrDigest);

    /// <summary>Whether a directory holds what does not belong to a layout, nor of one that another process just begins.</summary>
    public static bool HoldsOtherFiles(string directory) =>
        !File.Exists(Path.Combine(directory, MarkerName))
        && Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).Any(name =>
            name is not (MarkerName or IndexName or "blobs" or LayoutLock.FileName)
            && !AtomicFile.IsTemporary(name));

    /// <summary>Makes an empty layout where there is none. The marker comes last: what has it is readable.</summary>
    public async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (Exists)
            return;

        Directory.CreateDirectory(layoutPath);
        await using var turn = await LayoutLock.AcquireAsync(layoutPath, cancellationToken);
        if (!File.Exists(_indexPath))
            await AtomicFile.WriteAsync(_indexPath, new ImageIndex([]) { MediaType = MediaTypes.OciIndex }.Serialize().Bytes, cancellationToken);
        if (!Exists)
            await AtomicFile.WriteAsync(_markerPath, Encoding.UTF8.GetBytes(Marker), cancellationToken);
    }

    /// <summary>Lets those tags that the guard allows name a manifest, and no other. The guard must not write to the layout itself.</summary>
    public async Task SetTagsAsync(IReadOnlyList<string> tags, Descriptor manifest, TagWriteGuard? guard, CancellationToken cancellationToken)
    {
        await using var turn = await LayoutLock.AcquireAsync(layoutPath, cancellationToken);
        if (guard is not null)
        {
            tags = await SelectAllowedAsync(tags, guard, cancellationToken);
            if (tags.Count == 0)
                return;
        }

        var index = Read();
        var tagged = tags.Distinct().Select(tag => new Descriptor(manifest.MediaType, manifest.Digest, manifest.Size)
        {
            Platform = manifest.Platform,
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal) { [RefName] = tag },
        });
        var others = index.Manifests.Where(entry => GetTag(entry) is not { } tag || !tags.Contains(tag));
        var updated = index with { Manifests = [.. others.Concat(tagged).OrderBy(entry => GetTag(entry) is null).ThenBy(GetTag, StringComparer.Ordinal)] };
        await AtomicFile.WriteAsync(_indexPath, updated.Serialize().Bytes, cancellationToken);
    }

    /// <summary>Lists a manifest without a tag, after those with one, unless it is listed already.</summary>
    public async Task AddUntaggedAsync(Descriptor manifest, CancellationToken cancellationToken)
    {
        await using var turn = await LayoutLock.AcquireAsync(layoutPath, cancellationToken);
        var index = Read();
        if (index.Manifests.All(entry => entry.Digest != manifest.Digest || GetTag(entry) is not null))
            await AtomicFile.WriteAsync(_indexPath, (index with { Manifests = [.. index.Manifests, manifest] }).Serialize().Bytes, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> SelectAllowedAsync(IReadOnlyList<string> tags, TagWriteGuard guard, CancellationToken cancellationToken)
    {
        var allowed = new List<string>();
        foreach (var tag in tags)
            if (await guard(tag, cancellationToken))
                allowed.Add(tag);
        return allowed;
    }

    private ImageIndex Read()
    {
        try
        {
            using var marker = JsonDocument.Parse(BoundedFile.Read(_markerPath, MaximumMarker));
            if (marker.RootElement.ValueKind != JsonValueKind.Object
                || !marker.RootElement.TryGetProperty("imageLayoutVersion", out var version)
                || version.ValueKind != JsonValueKind.String
                || version.GetString()?.StartsWith("1.", StringComparison.Ordinal) != true)
                throw PlimsollException.Usage($"{_markerPath} does not declare version 1 of the OCI image layout.");

            var bytes = BoundedFile.Read(_indexPath, ManifestContent.MaximumSize);
            MemberCase.Check($"The index.json of the OCI layout {layoutPath}", bytes);
            return JsonSerializer.Deserialize(bytes, OciJson.Default.ImageIndex) is { Manifests: not null } index && Manifest.AreWhole(index.Manifests)
                ? index
                : throw PlimsollException.Usage($"The OCI layout {layoutPath} is corrupt: index.json has no list of manifests, or an entry without a media type, digest or size.", "Create or copy the layout again.");
        }
        catch (FileNotFoundException exception)
        {
            throw PlimsollException.Usage($"The OCI layout {layoutPath} is incomplete: {Path.GetFileName(exception.FileName)} is missing.", "Create or copy the layout again.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw PlimsollException.Usage($"The OCI layout {layoutPath} cannot be read: {exception.Message}", innerException: exception);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"The OCI layout {layoutPath} is corrupt: oci-layout or index.json cannot be read: {JsonErrorText.Describe(exception)}.", "Create or copy the layout again.", exception);
        }
    }

    /// <summary>The bare tag; some tools write the whole reference into the annotation.</summary>
    public static string? GetTag(Descriptor descriptor)
    {
        if (descriptor.Annotations?.TryGetValue(RefName, out var name) != true || name is null)
            return null;

        return name.Contains('/') && ImageReference.TryParse(name, out var reference) ? reference.Tag : name;
    }
}
