using Plimsoll.MetadataAction.JavaScript;
using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Inputs;

/// <summary>Reads the input <c>images</c>.</summary>
internal static class ImageList
{
    /// <summary>
    /// Parses the entries of the input. Each is one image with attributes, except that a single entry without attributes may
    /// list several images.
    /// </summary>
    /// <exception cref="PlimsollException">An attribute is unknown or wrong, or a name is missing (exit code 2).</exception>
    public static IReadOnlyList<ImageEntry> Parse(IReadOnlyList<string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries is [var single] && CsvRecord.ParseStrict(single) is var names && !names.Any(name => name.Contains('=', StringComparison.Ordinal)))
            return [.. names.Select(name => new ImageEntry(JavaScriptText.Trim(name), IsEnabled: true))];
        return [.. entries.Select(ParseEntry)];
    }

    private static ImageEntry ParseEntry(string entry)
    {
        var image = new ImageEntry("", IsEnabled: true);
        foreach (var field in CsvRecord.ParseStrict(entry))
        {
            // What follows a second = is lost.
            var parts = field.Split('=').Select(JavaScriptText.Trim).ToArray();
            image = parts is [var bare] ? image with { Name = bare } : parts[0].ToLowerInvariant() switch
            {
                "name" => image with { Name = parts[1] },
                "enable" when parts[1] is "true" or "false" => image with { IsEnabled = parts[1] == "true" },
                "enable" => throw PlimsollException.Usage($"Invalid enable attribute value: {entry}"),
                _ => throw PlimsollException.Usage($"Unknown image attribute: {entry}"),
            };
        }
        return image.Name.Length > 0 ? image : throw PlimsollException.Usage($"Image name attribute empty: {entry}");
    }
}
