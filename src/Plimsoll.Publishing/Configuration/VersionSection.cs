using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The section <c>version:</c>.</summary>
internal static class VersionSection
{
    public static VersionSettings Read(YamlSection? section)
    {
        if (section is null)
            return new VersionSettings();

        var settings = VersionSettings.Read(
            name => name == "defaultPreReleaseIdentifiers" && section.IsList(name) ? string.Join('.', section.Texts(name)) : section.TextOrEmpty(name),
            section.Error);
        section.RefuseOthers();
        return settings;
    }
}
