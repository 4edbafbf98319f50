namespace Plimsoll.Tags.Versions;

/// <summary>
/// The version settings of one source (options, environment, configuration); <c>null</c> for a setting that it does not have.
/// </summary>
public sealed record VersionSettings
{
    /// <summary><see cref="VersionOptions.TagPrefix"/>; empty is a value too, and none at all means an optional <c>v</c>.</summary>
    public string? TagPrefix { get; init; }

    /// <summary><see cref="VersionOptions.AutoIncrement"/>.</summary>
    public VersionPart? AutoIncrement { get; init; }

    /// <summary><see cref="VersionOptions.MinimumMajorMinor"/>.</summary>
    public MajorMinor? MinimumMajorMinor { get; init; }

    /// <summary><see cref="VersionOptions.DefaultPreReleaseIdentifiers"/>.</summary>
    public IReadOnlyList<string>? DefaultPreReleaseIdentifiers { get; init; }

    /// <summary><see cref="VersionOptions.BuildMetadata"/>; empty is a value too.</summary>
    public string? BuildMetadata { get; init; }

    /// <summary><see cref="VersionOptions.IgnoreHeight"/>.</summary>
    public bool? IgnoreHeight { get; init; }

    /// <summary>These settings, completed by those of another source.</summary>
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

    /// <summary>The options, with defaults for settings that are missing.</summary>
    public VersionOptions ToOptions()
    {
        var defaults = new VersionOptions();
        return new VersionOptions
        {
            TagPrefix = TagPrefix,
            AutoIncrement = AutoIncrement ?? defaults.AutoIncrement,
            MinimumMajorMinor = MinimumMajorMinor,
            DefaultPreReleaseIdentifiers = DefaultPreReleaseIdentifiers ?? defaults.DefaultPreReleaseIdentifiers,
            BuildMetadata = BuildMetadata ?? defaults.BuildMetadata,
            IgnoreHeight = IgnoreHeight ?? defaults.IgnoreHeight,
        };
    }

    /// <summary>
    /// Parses the settings of one source. An empty text means the default, as in MinVer.
    /// </summary>
    /// <param name="find">The text of a setting by its name in configuration, such as <c>tagPrefix</c>; <c>null</c> if the source does not have it.</param>
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
                _ => throw Wrong("autoIncrement", "use major, minor or patch"),
            },
            MinimumMajorMinor = find("minimumMajorMinor") switch
            {
                null => null,
                "" => default(MajorMinor),
                var text => MajorMinor.TryParse(text, out var minimum) ? minimum : throw Wrong("minimumMajorMinor", "use the form 2.1"),
            },
            DefaultPreReleaseIdentifiers = find("defaultPreReleaseIdentifiers") switch
            {
                null => null,
                "" => VersionOptions.UsualPreReleaseIdentifiers,
                var text => VersionIdentifiers.ParsePreRelease(text) ?? throw Wrong("defaultPreReleaseIdentifiers", "use identifiers of letters, digits and dashes separated by dots, such as alpha.0; numbers have no leading zero"),
            },
            BuildMetadata = find("buildMetadata") is { } metadata && !VersionIdentifiers.IsBuildMetadata(metadata)
                ? throw Wrong("buildMetadata", "use identifiers of letters, digits and dashes separated by dots, such as build.7")
                : find("buildMetadata"),
            IgnoreHeight = find("ignoreHeight")?.ToUpperInvariant() switch
            {
                null => null,
                "TRUE" or "1" => true,
                "" or "FALSE" or "0" => false,
                _ => throw Wrong("ignoreHeight", "use true or false"),
            },
        };

        Exception Wrong(string name, string expected) => error(name, $"'{find(name)}' is not valid: {expected}");
    }
}
