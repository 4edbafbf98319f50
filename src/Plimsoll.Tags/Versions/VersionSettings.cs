namespace Plimsoll.Tags.Versions;

/// <summary>
/// What one place (options, environment, configuration) says of how versions are told; <c>null</c> where it says nothing.
/// </summary>
public sealed record VersionSettings
{
    /// <summary><see cref="VersionOptions.TagPrefix"/>; empty is said too.</summary>
    public string? TagPrefix { get; init; }

    /// <summary><see cref="VersionOptions.AutoIncrement"/>.</summary>
    public VersionPart? AutoIncrement { get; init; }

    /// <summary><see cref="VersionOptions.MinimumMajorMinor"/>.</summary>
    public MajorMinor? MinimumMajorMinor { get; init; }

    /// <summary><see cref="VersionOptions.DefaultPreReleaseIdentifiers"/>.</summary>
    public IReadOnlyList<string>? DefaultPreReleaseIdentifiers { get; init; }

    /// <summary><see cref="VersionOptions.BuildMetadata"/>; empty is said too.</summary>
    public string? BuildMetadata { get; init; }

    /// <summary><see cref="VersionOptions.IgnoreHeight"/>.</summary>
    public bool? IgnoreHeight { get; init; }

    /// <summary>These settings, and the other's where these say nothing.</summary>
    public VersionSettings Or(VersionSettings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new VersionSettings
        {
            TagPrefix = TagPrefix ?? other.TagPrefix,
            AutoIncrement = AutoIncrement ?? other.AutoIncrement,
            MinimumMajorMinor = MinimumMajorMinor ?? other.MinimumMajorMinor,
            DefaultPreReleaseIdentifiers = DefaultPreReleaseIdentifiers ?? other.DefaultPreReleaseIdentifiers,
            BuildMetadata = BuildMetadata ?? other.BuildMetadata,
            IgnoreHeight = IgnoreHeight ?? other.IgnoreHeight,
        };
    }

    /// <summary>The options, with the defaults where nothing is said.</summary>
    public VersionOptions ToOptions()
    {
        var defaults = new VersionOptions();
        return new VersionOptions
        {
            TagPrefix = TagPrefix ?? defaults.TagPrefix,
            AutoIncrement = AutoIncrement ?? defaults.AutoIncrement,
            MinimumMajorMinor = MinimumMajorMinor,
            DefaultPreReleaseIdentifiers = DefaultPreReleaseIdentifiers ?? defaults.DefaultPreReleaseIdentifiers,
            BuildMetadata = BuildMetadata ?? defaults.BuildMetadata,
            IgnoreHeight = IgnoreHeight ?? defaults.IgnoreHeight,
        };
    }

    /// <summary>
    /// Reads the settings as texts, which one place gives by name; a text that is empty means the default, as it does to
    /// MinVer.
    /// </summary>
    /// <param name="find">The text of a setting by its name in configuration, such as <c>tagPrefix</c>; <c>null</c> where nothing is said.</param>
    /// <param name="error">Makes the error of a text that cannot be used, from the setting's name and what is wrong with it.</param>
    public static VersionSettings Read(Func<string, string?> find, Func<string, string, Exception> error)
    {
        ArgumentNullException.ThrowIfNull(find);
        ArgumentNullException.ThrowIfNull(error);
        return new VersionSettings
        {
            TagPrefix = find("tagPrefix"),
            AutoIncrement = find("autoIncrement")?.ToUpperInvariant() switch
            {
                null => null,
                "" or "PATCH" => VersionPart.Patch,
                "MINOR" => VersionPart.Minor,
                "MAJOR" => VersionPart.Major,
                _ => throw Wrong("autoIncrement", "it is one of major, minor, patch"),
            },
            MinimumMajorMinor = find("minimumMajorMinor") switch
            {
                null => null,
                "" => default(MajorMinor),
                var text => MajorMinor.TryParse(text, out var minimum) ? minimum : throw Wrong("minimumMajorMinor", "it is written as 2.1"),
            },
            DefaultPreReleaseIdentifiers = find("defaultPreReleaseIdentifiers") switch
            {
                null => null,
                "" => VersionOptions.UsualPreReleaseIdentifiers,
                var text => VersionIdentifiers.ParsePreRelease(text) ?? throw Wrong("defaultPreReleaseIdentifiers", "it is written as alpha.0: letters, digits and dashes between dots, and no number with a leading zero"),
            },
            BuildMetadata = find("buildMetadata") is { } metadata && !VersionIdentifiers.IsBuildMetadata(metadata)
                ? throw Wrong("buildMetadata", "it is written as build.7: letters, digits and dashes between dots")
                : find("buildMetadata"),
            IgnoreHeight = find("ignoreHeight")?.ToUpperInvariant() switch
            {
                null => null,
                "TRUE" or "1" => true,
                "" or "FALSE" or "0" => false,
                _ => throw Wrong("ignoreHeight", "it is true or false"),
            },
        };

        Exception Wrong(string name, string expected) => error(name, $"'{find(name)}' cannot be used: {expected}");
    }
}
