using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Environments;

/// <summary>An image that is about to enter an environment.</summary>
internal sealed record DeploymentCandidate
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The image as messages name it, with its digest.</summary>
    public required string Name { get; init; }

    /// <summary>What identifies it in messages.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The image; <c>null</c> where it has no manifest yet, so that nothing can be attached to it.</summary>
    public required ManifestContent? Image { get; init; }

    /// <summary>Where it is: the tags of the environments before this one are looked up there, and what is attached to it.</summary>
    public required IImageRepository Repository { get; init; }

    /// <summary>Another place where evidence of it may be, which comes along; or <c>null</c>.</summary>
    public IImageSource? Other { get; init; }

    /// <summary>Whether what a tag names is this image; the default compares digests.</summary>
    public Func<Descriptor, ValueTask<bool>>? IsThisImage { get; init; }

    /// <summary>The commit that it was built from, or <c>null</c>.</summary>
    public required string? Commit { get; init; }

    /// <summary>How the tags of environments are derived.</summary>
    public required TagRules Rules { get; init; }

    /// <summary>Whether evidence is judged later, when the run has attached it. The default is <c>false</c>.</summary>
    public bool AttachesEvidence { get; init; }

    /// <summary>The environments that must have it; <c>null</c> for what <c>plimsoll.yml</c> requires.</summary>
    public IReadOnlyList<string>? Requires { get; init; }

    /// <summary>The directory whose repository tells branches.</summary>
    public required string Directory { get; init; }

    /// <summary>What was observed of the run, or <c>null</c> where nothing was yet.</summary>
    public BuildContext? Context { get; init; }

    /// <summary>What to do where an environment before this one has another image; <c>null</c> for promoting to that one first.</summary>
    public string? RequiredAdvice { get; init; }
}
