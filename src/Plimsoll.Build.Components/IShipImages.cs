using Plimsoll.Publishing.Planning;

namespace Plimsoll.Build.Components;

/// <summary>What publishing, promoting and rolling back have in common: which image it is, where, and how it is recorded.</summary>
public interface IShipImages : IPlimsollComponent
{
    /// <summary>The registry, with a path where the registry has namespaces; without one the image is in an OCI layout in <c>artifacts/images</c>.</summary>
    [Parameter("Registry of the image, such as ghcr.io/acme; the default is an OCI layout in artifacts/images")]
    string? Registry => TryGetValue(() => Registry);

    /// <summary>The environment that is deployed to, or rolled back.</summary>
    [Parameter("Environment to deploy to or roll back; production accepts only tags that cannot move")]
    string? Environment => TryGetValue(() => Environment);

    /// <summary>The component of <c>plimsoll.yml</c> that is shipped, with its tag prefix, image and registry; the default is the repository as a whole.</summary>
    [Parameter("Component in plimsoll.yml, with its tag prefix, paths and image")]
    string? Component => TryGetValue(() => Component);

    /// <summary>Whether what would be done is printed, and nothing is written.</summary>
    [Parameter("Print what would be done and write nothing")]
    bool DryRun => TryGetValue(() => DryRun);

    /// <summary>What is read back once everything is written. The default is <see cref="PublishVerification.Tags"/>.</summary>
    [Parameter("What to read back at the end: tags, or full for every manifest and blob as well")]
    PublishVerification Verify => TryGetValue(() => Verify);

    /// <summary>Whether the receipt is attached to the image too; <c>null</c> (default) for what <c>plimsoll.yml</c> says, else when the tag of an environment moves.</summary>
    [Parameter("Attach the receipt to the image in the registry, or not with false; the default is set in plimsoll.yml, otherwise when the tag of an environment moves")]
    bool? Attach => TryGetValue(() => Attach);

    /// <summary>Whether an image that a rollback withdrew may come back, and its hold is released.</summary>
    [Parameter("Publish an image even if a rollback withdrew it, and release its hold")]
    bool ReleaseHold => TryGetValue(() => ReleaseHold);

    /// <summary>The image's name without registry and tag; <c>null</c> (default) for that of <c>plimsoll.yml</c>.</summary>
    string? ImageName => null;
}
