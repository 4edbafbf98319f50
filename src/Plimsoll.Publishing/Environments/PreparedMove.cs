using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>Tags that are to name an image that exists already: a promotion or a rollback that is planned and not yet carried out.</summary>
public sealed record PreparedMove
{
    internal PreparedMove(DirectTarget route, IImageSource source, ManifestContent image, CopyOptions transfer, ImageOrigin origin)
    {
        Target = route;
        Source = source;
        Image = image;
        Transfer = transfer;
        Origin = origin;
    }

    /// <summary><see cref="ReceiptKind.Promote"/> or <see cref="ReceiptKind.Rollback"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>What would be done with each tag.</summary>
    public required TagChangePlan Plan { get; init; }

    /// <summary>Where a promotion comes from, by digest; <c>null</c> for a rollback.</summary>
    public string? From { get; init; }

    /// <summary>The tags that stay where they are although they name the withdrawn image too, each with its reason; none for a promotion.</summary>
    public IReadOnlyList<StayingTag> Left { get; init; } = [];

    /// <summary>The hold that a rollback leaves; <c>null</c> where nothing is withdrawn.</summary>
    public Hold? Hold { get; init; }

    /// <summary>The version of the image, or <c>null</c>.</summary>
    public string? Version { get; init; }

    internal DirectTarget Target { get; }

    internal IImageSource Source { get; }

    internal ManifestContent Image { get; }

    /// <summary>Whether the image comes from another place than it goes to.</summary>
    internal bool IsElsewhere { get; init; }

    internal CopyOptions Transfer { get; }

    internal ImageOrigin Origin { get; }

    internal ReceiptPolicy? Policy { get; init; }

    /// <summary>The holds that are released before anything moves.</summary>
    internal IReadOnlyList<FoundHold> Released { get; init; } = [];

    internal RetryCounts RetriesBefore { get; init; } = RetryCounts.None;
}
