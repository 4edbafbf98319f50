using System.Text.Json;

namespace Plimsoll.Tags.Hosts;

/// <summary>The webhook's payload that <c>GITHUB_EVENT_PATH</c> names. What is not in it is <c>null</c>.</summary>
internal sealed class GitHubPayload : IDisposable
{
    private const int MaximumSize = 25 * 1024 * 1024;

    private readonly JsonDocument? _document;

    private GitHubPayload(JsonDocument? document) => _document = document;

    /// <summary>Reads the payload; a file that is missing or broken only means that less is known.</summary>
    public static GitHubPayload Read(Func<string, string?> environment)
    {
        var path = environment("GITHUB_EVENT_PATH");
        try
        {
            return new GitHubPayload(path is not null && new FileInfo(path) is { Exists: true, Length: < MaximumSize }
                ? JsonDocument.Parse(File.ReadAllBytes(path))
                : null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new GitHubPayload(null);
        }
    }

    /// <summary>The text at a path of member names, or <c>null</c> where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        try
        {
            return Element(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which JSON allows and no text has.
            return null;
        }
    }

    /// <summary>The number at a path of member names as it is written, or <c>null</c> where there is none.</summary>
    public string? Number(params ReadOnlySpan<string> path) =>
        Element(path) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;

    /// <summary>Whether the member at a path of names is <c>true</c>.</summary>
    public bool Flag(params ReadOnlySpan<string> path) => Element(path) is { ValueKind: JsonValueKind.True };

    /// <summary>Whatever is at a path of member names, or <c>null</c>.</summary>
    public JsonElement? Element(params ReadOnlySpan<string> path)
    {
        if (_document is null)
            return null;

        var element = _document.RootElement;
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        return element;
    }

    public void Dispose() => _document?.Dispose();
}
