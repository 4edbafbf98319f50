using System.Text.Json;

namespace Plimsoll.Build.Tools;

/// <summary>The file that lists the tools of a repository.</summary>
internal static class ToolManifest
{
    /// <summary>Whether a tool with this command is listed.</summary>
    /// <exception cref="BuildException">The file is not a manifest (exit code 2).</exception>
    public static bool Has(AbsolutePath root, string command)
    {
        AbsolutePath[] files = [root / ".config" / "dotnet-tools.json", root / "dotnet-tools.json"];
        if (files.FirstOrDefault(file => file.FileExists()) is not { } manifest)
            return false;
        try
        {
            using var document = JsonDocument.Parse(manifest.ReadAllText());
            return document.RootElement.TryGetProperty("tools", out var tools)
                && tools.EnumerateObject().Any(tool => tool.Value.GetProperty("commands").EnumerateArray().Any(name => name.GetString() == command));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw BuildException.Usage($"{manifest} is not a manifest of tools: {exception.Message}", null, exception);
        }
    }
}
