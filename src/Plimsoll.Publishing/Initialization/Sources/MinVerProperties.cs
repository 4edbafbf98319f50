using System.Xml.Linq;
using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Converts the properties of MinVer.</summary>
internal static class MinVerProperties
{
    public static void Read(string file, XElement root, ConfigurationDraft draft)
    {
        foreach (var element in root.Descendants().Where(element => element.Name.LocalName.StartsWith("MinVer", StringComparison.Ordinal) && element.Parent?.Name.LocalName == "PropertyGroup"))
        {
            var (name, value, line) = (element.Name.LocalName, element.Value.Trim(), Projects.Line(element));
            if (value.Contains("$(", StringComparison.Ordinal) || element.Attribute("Condition") is not null || element.Parent!.Attribute("Condition") is not null)
                draft.Unconverted(file, line, $"{name} {value}: it depends on other properties");
            else if (Key(name) is { } key)
                draft.SetVersion(key, key == "autoIncrement" ? value.ToLowerInvariant() : name == "MinVerDefaultPreReleasePhase" ? $"{value}.0" : value, file, line, name);
            else
                draft.Unconverted(file, line, $"{name} {value}: {Reason(name)}");
        }
    }

    private static string? Key(string name) => name switch
    {
        "MinVerTagPrefix" => "tagPrefix",
        "MinVerAutoIncrement" => "autoIncrement",
        "MinVerMinimumMajorMinor" => "minimumMajorMinor",
        "MinVerDefaultPreReleaseIdentifiers" or "MinVerDefaultPreReleasePhase" => "defaultPreReleaseIdentifiers",
        "MinVerBuildMetadata" => "buildMetadata",
        "MinVerIgnoreHeight" => "ignoreHeight",
        _ => null,
    };

    private static string Reason(string name) => name switch
    {
        "MinVerVersionOverride" => "a version always comes from a git tag; create the tag",
        "MinVerSkip" or "MinVerVerbosity" => "it concerns only the build of the project",
        _ => "there is no such setting",
    };
}
