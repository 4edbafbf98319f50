using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Holds;

/// <summary>
/// Keeps holds beside the image that is held, as artifacts that refer to it. A hold is released by a further artifact
/// that names it; nothing is deleted. Whoever may write to the repository can do either.
/// </summary>
internal static class HoldReferrer
{
    /// <summary>The type of the artifact and of its only layer.</summary>
    public const string ArtifactType = ReferrerKind.HoldType;

    /// <summary>The annotation that tells what it is: <c>held</c> or <c>released</c>.</summary>
    public const string StateAnnotation = "dev.plimsoll.hold.state";

    /// <summary>The annotation of a hold that names the environment.</summary>
    public const string EnvironmentAnnotation = "dev.plimsoll.hold.environment";

    private const long LargestSize = 1024 * 1024;

    /// <summary>More than any image was ever withdrawn; a registry that lists more makes them up.</summary>
    private const int MostDocuments = 1000;

    /// <summary>Attaches a hold to the image that it is on.</summary>
    /// <returns>The artifact's descriptor.</returns>
    /// <exception cref="PlimsollException">The image is not there (exit code 6), or writing fails (4, 7).</exception>
    public static Task<Descriptor> AttachAsync(IImageRepository repository, Hold hold, CancellationToken cancellationToken) => AttachAsync(
        repository,
        hold.Digest,
        new HoldDocument(HoldDocument.CurrentSchemaVersion, hold, Release: null),
        new Dictionary<string, string> { [StateAnnotation] = "held", [EnvironmentAnnotation] = hold.Environment },
        cancellationToken);

    /// <summary>Attaches a release to the image that is held.</summary>
    /// <returns>The artifact's descriptor.</returns>
    /// <exception cref="PlimsollException">The image is not there (exit code 6), or writing fails (4, 7).</exception>
    public static Task<Descriptor> AttachAsync(IImageRepository repository, Digest image, HoldRelease release, CancellationToken cancellationToken) => AttachAsync(
        repository,
        image,
        new HoldDocument(HoldDocument.CurrentSchemaVersion, Hold: null, release),
        new Dictionary<string, string> { [StateAnnotation] = "released" },
        cancellationToken);

    /// <summary>Reads what is attached to an image; a place that knows no referrers has nothing.</summary>
    /// <exception cref="PlimsollException">Something attached cannot be read (exit code 3), or the registry refuses or fails (4, 7).</exception>
    internal static async Task<IReadOnlyList<HoldDocument>> ReadAsync(IImageSource source, Digest image, CancellationToken cancellationToken)
    {
        if (source is not IReferrerSource referrers)
            return [];

        var documents = new List<HoldDocument>();
        var listed = await referrers.FindReferrersAsync(image, ArtifactType, cancellationToken);
        if (listed.Count > MostDocuments)
            throw new PlimsollException(ErrorKind.Policy, $"Cannot determine whether {image} is on hold: {listed.Count} hold records are attached to it, but at most {MostDocuments} are read.", "Delete old ones from the registry; 'plimsoll inspect' with the setting 'referrers' lists them.");

        foreach (var artifact in listed)
            if (await TryReadAsync(source, artifact, cancellationToken) is { } document)
                documents.Add(document);
        return documents;
    }

    private static async Task<Descriptor> AttachAsync(IImageRepository repository, Digest digest, HoldDocument document, Dictionary<string, string> annotations, CancellationToken cancellationToken)
    {
        var image = await repository.ResolveAsync(digest.ToString(), cancellationToken)
            ?? throw PlimsollException.NotFound($"There is no image {digest} to attach a hold to.");
        return await AttachedDocument.AttachAsync(repository, image, ArtifactType, JsonSerializer.SerializeToUtf8Bytes(document, PublishingJson.Default.HoldDocument), document.At, annotations, cancellationToken);
    }

    /// <summary>Lists grow stale: what was deleted by hand holds nothing.</summary>
    private static async Task<HoldDocument?> TryReadAsync(IImageSource source, Descriptor artifact, CancellationToken cancellationToken)
    {
        var place = source is INamedRepository { Name: var name } ? $"{name.FamiliarName}@{artifact.Digest}" : artifact.Digest.ToString();
        try
        {
            return await AttachedDocument.ReadAsync(source, artifact, ArtifactType, LargestSize, place, cancellationToken) is { } content ? HoldJson.Parse(content, place) : null;
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }
}
