using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Execution;

/// <summary>An image that is opened, tagged and planned, and not yet published.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Context">What was observed.</param>
/// <param name="Tags">The derived tags.</param>
/// <param name="Image">The image and the way to its destination.</param>
/// <param name="Changes">What would be done with each tag.</param>
internal sealed record PreparedImage(PublishRequest Request, BuildContext Context, TagPlan Tags, ResolvedImage Image, TagChangePlan Changes) : IDisposable
{
    /// <summary>The plan as it is printed and saved, set once the image has been judged.</summary>
    public PlannedImage Plan { get; init; } = null!;

    /// <summary>The image of this run and its way, which is the same as <see cref="Target"/> where nothing else is kept.</summary>
    public required IPublishTarget Built { get; init; }

    /// <summary>Which images of this commit are kept.</summary>
    public required SameCommitRule Keep { get; init; }

    /// <summary>Which release the tags that follow releases belong to.</summary>
    public required ReleaseLineOwners Lines { get; init; }

    /// <summary>The SBOM that was given; <c>null</c> where none was.</summary>
    public SbomDocument? Sbom { get; init; }

    /// <summary>The gates that the image passed.</summary>
    public IReadOnlyList<ReceiptGate> Gates { get; init; } = [];

    /// <summary>What signs the image; <c>null</c> where nothing is signed.</summary>
    public IImageSigner? Signer { get; init; }

    /// <summary>The image that is kept in place of this run's, or <c>null</c>.</summary>
    public KeptImage? Kept { get; init; }

    /// <summary>The holds that publishing releases.</summary>
    public required IReadOnlyList<FoundHold> Holds { get; init; }

    /// <summary>The retries that were counted before planning began.</summary>
    public required RetryCounts RetriesBefore { get; init; }

    public IPublishTarget Target => Image.Target;

    /// <summary>Whether the image is one that was published of this commit before, and nothing was built.</summary>
    public bool IsReused => Built is DirectTarget direct && ReferenceEquals(direct.Source, direct.Repository);

    /// <summary>
    /// Whether the tags name an image that this run neither made nor was told to publish by its name: that of another run, or whatever
    /// somebody put there that looks like the same one, as labels and an index may.
    /// </summary>
    public bool IsOfAnotherRun => Kept is not null || IsReused || (Target is DirectTarget && Target.Manifest != Built.Manifest);

    public void Dispose()
    {
        Image.Dispose();
        Signer?.Dispose();
    }
}
