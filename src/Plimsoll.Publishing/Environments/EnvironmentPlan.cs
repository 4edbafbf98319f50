using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Publishing.Environments;

/// <summary>A promotion or a rollback that is planned and not yet carried out: of one image, or of several that move together.</summary>
public sealed record EnvironmentPlan
{
    internal EnvironmentPlan(IReadOnlyList<EnvironmentImagePlan> images) => Images = images;

    /// <summary>What is planned for each image; at least one.</summary>
    public IReadOnlyList<EnvironmentImagePlan> Images { get; }

    /// <summary><see cref="ReceiptKind.Promote"/> or <see cref="ReceiptKind.Rollback"/>.</summary>
    public string Kind => Images[0].Kind;

    /// <summary>The environment.</summary>
    public string Environment => Images[0].Environment;

    /// <summary>Whether any tag would be written.</summary>
    public bool HasChanges => Images.Any(image => image.HasChanges);

    /// <summary>The directory where the record is written.</summary>
    internal string Directory => Images[0].Directory;
}
