using NuGet.Versioning;
using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Releases;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components;

/// <summary>The release that a build proposes, by its parameters and <c>plimsoll.yml</c>.</summary>
internal static class NextRelease
{
    public static ReleaseProposal Propose(ICutRelease build)
    {
        var configuration = BuildPlimsoll.ConfigurationOf(build);
        var component = build.Component is { } name ? Component.Find(configuration, name) : null;
        var environment = BuildPlimsoll.EnvironmentOf(build);
        return ReleaseProposal.Create(BuildPlimsoll.Create(build).ReadRepository(), new ReleaseRequest
        {
            Version = new NextVersionOptions
            {
                TagPrefix = component?.TagPrefix ?? environment("PLIMSOLL_TAG_PREFIX") ?? configuration.Version.TagPrefix,
                Paths = component?.FilesIn(ConfigurationFile.FolderInRepository(build.RootDirectory, configuration)),
                Version = VersionOf(build.NextVersion),
                Bump = BumpOf(build.Bump),
                PreRelease = build.Pre,
            },
            Component = component?.Name,
            Message = build.ReleaseMessage,
            IsSigned = build.Sign,
            AllowDirty = build.AllowDirty,
        });
    }

    private static SemanticVersion? VersionOf(string? text) =>
        text is null ? null
        : SemanticVersion.TryParse(text, out var version) ? version
        : throw PlimsollException.Usage($"'{text}' is not a semantic version.", "Write it as 1.3.0 or 1.3.0-rc.1; the tag prefix is added to it.");

    private static VersionBump? BumpOf(VersionPart? part) => part switch
    {
        null => null,
        VersionPart.Major => VersionBump.Major,
        VersionPart.Minor => VersionBump.Minor,
        _ => VersionBump.Patch,
    };
}
