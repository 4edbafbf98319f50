using Plimsoll.Build.Components.Versions;

namespace Plimsoll.Build.Components;

/// <summary>A build with the version of its commit, which <see cref="ICompile"/> and <see cref="IPack"/> pass on.</summary>
public interface IHazGitVersion : IHazVersionNumbers
{
    /// <summary>The version.</summary>
    [GitVersion(NoFetch = true)]
    [Required]
    GitVersion Versioning => TryGetValue(() => Versioning)!;

    /// <inheritdoc/>
    VersionNumbers IHazVersionNumbers.VersionNumbers => new(
        Versioning.FullSemVer, Versioning.NuGetVersionV2, Versioning.AssemblySemVer, Versioning.AssemblySemFileVer, Versioning.InformationalVersion);
}
