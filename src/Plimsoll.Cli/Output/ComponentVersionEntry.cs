using Plimsoll.Publishing.Configuration;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Cli.Output;

/// <summary>One component and its version.</summary>
internal sealed record ComponentVersionEntry(string Name, string Version, bool IsChanged, string TagPrefix, string? Tag, int Height, string Reason)
{
    public static ComponentVersionEntry Create(Component component, ComponentVersion version) => new(
        component.Name,
        version.Calculated.Version.ToFullString(),
        version.IsChanged,
        component.TagPrefix,
        version.Calculated.Tag,
        version.Calculated.Height,
        version.Calculated.Reason);
}
