using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Configuration;

/// <summary>The section <c>version:</c>.</summary>
internal static class VersionSection
{
    public static VersionSettings Read(YamlSection? section)
    {
        if (section is null)
            return new VersionSettings();

        // Each round leaves out one more setting that is a mistake, so that all of them are reported.
        var mistaken = new HashSet<string>();
        VersionSettings? settings = null;
        while (settings is null)
            try
            {
                settings = VersionSettings.Read(name => mistaken.Contains(name) ? null : Find(section, name), (name, message) =>
                {
                    mistaken.Add(name);
                    return section.Error(name, message);
                });
            }
            catch (ConfigurationMistake mistake)
            {
                section.Report(mistake);
            }

        section.RefuseOthers();
        return settings;
    }

    private static string? Find(YamlSection section, string name) =>
        name == "defaultPreReleaseIdentifiers" && section.IsList(name) ? string.Join('.', section.Texts(name)) : section.TextOrEmpty(name);
}
