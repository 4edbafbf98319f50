namespace Plimsoll.Policy.Scanners.Mentions;

/// <summary>Languages in which deployments are written and that no scanner reads, by the extension or the name of their files.</summary>
internal static class UnreadKinds
{
    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".cue"] = "CUE",
        [".dhall"] = "Dhall",
        [".k"] = "KCL",
        [".pp"] = "Puppet",
        [".sls"] = "Salt",
        [".nix"] = "Nix",
        [".erb"] = "ERB",
        [".j2"] = "Jinja",
        [".jinja"] = "Jinja",
        [".jinja2"] = "Jinja",
        [".tmpl"] = "template",
        [".gotmpl"] = "template",
        [".tpl"] = "template",
    };

    /// <summary>The kind of a file, or <c>null</c> for any other.</summary>
    public static string? Of(string path) => Path.GetFileName(path) == "Tiltfile" ? "Tilt" : ByExtension.GetValueOrDefault(Path.GetExtension(path));
}
