using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>What is planned for one image: tags that are to name it, which exists already.</summary>
public sealed record EnvironmentImagePlan
{
    internal EnvironmentImagePlan(DirectTarget target, TagChangePlan changes, IImageSource source, ManifestContent manifest, ImageOrigin origin)
    {
        Target = target;
        Changes = changes;
        Source = source;
        Manifest = manifest;
        Origin = origin;
    }

    /// <summary><see cref="ReceiptKind.Promote"/> or <see cref="ReceiptKind.Rollback"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Where the tags are, without tag: <c>ghcr.io/acme/app</c> or <c>oci:PATH</c>.</summary>
    public string Destination => Changes.Destination;

    /// <summary>The image that the environment is to have.</summary>
    public Digest Image => Changes.Image;

    /// <summary>What would be done with each tag.</summary>
    public IReadOnlyList<TagChange> Tags => Changes.Changes;

    /// <summary>Whether any tag would be written.</summary>
    public bool HasChanges => Changes.HasChanges;

    /// <summary>Where a promotion comes from, by digest; <c>null</c> for a rollback.</summary>
    public string? From { get; init; }

    /// <summary>The tags that stay where they are although they name the withdrawn image too, each with its reason; none for a promotion.</summary>
    public IReadOnlyList<KeptTag> Kept { get; init; } = [];

    /// <summary>Which of the tags belong to a version that is published meanwhile; <c>null</c> where none follows releases.</summary>
    internal IReleaseLines? Lines { get; init; }

    /// <summary>The hold that a rollback leaves; <c>null</c> where nothing is withdrawn.</summary>
    public Hold? Hold { get; init; }

    /// <summary>The version of the image, or <c>null</c>.</summary>
    public string? Version { get; init; }

    internal DirectTarget Target { get; }

    internal TagChangePlan Changes { get; }

    internal IImageSource Source { get; }

    internal ManifestContent Manifest { get; }

    /// <summary>Whether the image comes from another place than it goes to.</summary>
    internal bool IsElsewhere { get; init; }

    internal ImageOrigin Origin { get; }

    internal ReceiptPolicy? Policy { get; init; }

    /// <summary>The holds that are released before anything moves.</summary>
    internal IReadOnlyList<FoundHold> Released { get; init; } = [];

    /// <summary>The directory whose receipts count, and where the record is written.</summary>
    internal string Directory { get; init; } = "";

    internal RetryCounts RetriesBefore { get; init; } = RetryCounts.None;
}
