using Plimsoll.Oci;
using Plimsoll.Policy.Rules;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Holds;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Execution;

/// <summary>An image that is opened, tagged and planned, and not yet published.</summary>
public sealed class PreparedPublish : IDisposable
{
    private readonly OpenedImage? _image;

    internal PreparedPublish(PublishRequest request, BuildContext context, TagPlan tags, TagChangePlan plan, IPublishTarget route, OpenedImage? image)
    {
        Request = request;
        Context = context;
        Tags = tags;
        Plan = plan;
        Target = route;
        _image = image;
    }

    /// <summary>What was observed.</summary>
    public BuildContext Context { get; }

    /// <summary>The derived tags.</summary>
    public TagPlan Tags { get; }

    /// <summary>What would be done with each tag.</summary>
    public TagChangePlan Plan { get; }

    /// <summary>The same as it is saved and printed: with the image, the commit, the policy, and what the policy has against it.</summary>
    public PlannedImage Saved { get; internal set; } = null!;

    /// <summary>Throws where a plan that is only looked at could not be carried out.</summary>
    /// <exception cref="PlimsollException">The policy has something against it (exit code 3), or a tag is refused (5).</exception>
    public void ThrowIfRefused()
    {
        ProductionPolicy.Throw([.. Saved.Findings.Select(finding => new TagRefusal(finding.Rule, finding.Tag, finding.Message, finding.Advice))]);
        Plan.ThrowIfRefused();
    }

    internal IPublishTarget Target { get; }

    /// <summary>What was asked for.</summary>
    internal PublishRequest Request { get; }

    /// <summary>The retries that were counted before planning began.</summary>
    internal RetryCounts RetriesBefore { get; init; } = RetryCounts.None;

    /// <summary>The policy that allowed the plan.</summary>
    internal ReceiptPolicy? Policy { get; init; }

    /// <summary>The holds that carrying out the plan releases.</summary>
    internal IReadOnlyList<FoundHold> Holds { get; init; } = [];

    /// <summary>Closes the image and deletes its temporary files.</summary>
    public void Dispose() => _image?.Dispose();
}
