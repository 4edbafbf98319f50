using Plimsoll.Publishing.Releases;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Build.Components;

/// <summary>The release that a build asks for by its parameters.</summary>
internal static class NextRelease
{
    public static ReleaseRequest CreateRequest(ICutRelease build) => new()
    {
        Component = build.Component,
        Version = build.NextVersion,
        Bump = build.Bump switch
        {
            null => null,
            VersionPart.Major => VersionBump.Major,
            VersionPart.Minor => VersionBump.Minor,
            _ => VersionBump.Patch,
        },
        PreRelease = build.Pre,
        Message = build.ReleaseMessage,
        IsSigned = build.Sign,
        AllowDirty = build.AllowDirty,
        IsToBeTagged = true,
    };
}
