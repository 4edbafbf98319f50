namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>How values look that have several parts.</summary>
internal static class OutputText
{
    /// <summary>A line each: <c>key=value</c>, as docker/metadata-action writes labels.</summary>
    public static string Lines(IReadOnlyDictionary<string, string> values) =>
        string.Join('\n', values.Select(pair => $"{pair.Key}={pair.Value.ReplaceLineEndings(" ")}"));
}
