using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Planning;

/// <summary>What the rules of environments say of an image that publishing brings to them.</summary>
internal interface IEnvironmentGate
{
    /// <summary>What is against it whatever image is made, before any is; nothing where that depends on the image.</summary>
    /// <param name="request">What is published.</param>
    /// <param name="context">What was observed.</param>
    /// <param name="tags">The tags that the image is to have.</param>
    /// <param name="repository">Where it goes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<TagRefusal>> JudgeBeforeAsync(PublishRequest request, BuildContext context, TagPlan tags, IImageRepository repository, CancellationToken cancellationToken);

    /// <summary>What is against the image; nothing where it may enter.</summary>
    /// <param name="request">What is published.</param>
    /// <param name="context">What was observed.</param>
    /// <param name="tags">The tags that the image is to have.</param>
    /// <param name="target">The image, and where it goes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<TagRefusal>> JudgeAsync(PublishRequest request, BuildContext context, TagPlan tags, IPublishTarget target, CancellationToken cancellationToken);

    /// <summary>What is against the image once everything is attached to it that the run attaches, and before any tag names it.</summary>
    /// <param name="request">What is published.</param>
    /// <param name="context">What was observed.</param>
    /// <param name="tags">The tags that the image is to have.</param>
    /// <param name="target">The image, which is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<TagRefusal>> JudgeAttachedAsync(PublishRequest request, BuildContext context, TagPlan tags, IPublishTarget target, CancellationToken cancellationToken);
}
