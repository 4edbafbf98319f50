namespace Plimsoll.Publishing.Sboms;

/// <summary>The SBOM that an image gets (<c>sbom:</c> in <c>plimsoll.yml</c>): one that is made, or a file.</summary>
public sealed record SbomSetting
{
    private SbomSetting(string? file) => File = file;

    /// <summary>One that is made of an image of files or of a .NET project.</summary>
    public static SbomSetting Auto { get; } = new(file: null);

    /// <summary>The file, absolute; <c>null</c> where it is made.</summary>
    public string? File { get; }

    /// <summary>A file: SPDX or CycloneDX as JSON.</summary>
    /// <param name="path">The file.</param>
    public static SbomSetting FromFile(string path) => new(Path.GetFullPath(path));

    /// <summary>The text of a configuration file, whose folder a relative path starts from.</summary>
    internal static string? Resolve(string? text, string configuration) =>
        text is null or "auto" or "true" or "false" ? text : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configuration))!, text);

    /// <summary>Reads what a user wrote: <c>auto</c> or <c>true</c>, <c>false</c>, or a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="directory">The directory that a relative path starts from.</param>
    /// <returns><c>null</c> for none.</returns>
    internal static SbomSetting? Parse(string text, string directory) => text switch
    {
        "auto" or "true" => Auto,
        "false" => null,
        _ => FromFile(Path.Combine(directory, text)),
    };
}
