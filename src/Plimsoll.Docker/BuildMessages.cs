using System.Text.Json;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using Plimsoll.Oci.Images;

namespace Plimsoll.Docker;

/// <summary>Follows what an engine reports while it builds: its lines, the step it is at, the error and the image's ID.</summary>
internal sealed partial class BuildMessages(IProgress<string>? output) : IProgress<JSONMessage>
{
    private string _unfinished = "";

    /// <summary>The first error, or <c>null</c>.</summary>
    public string? Error { get; private set; }

    /// <summary>The step begun last, such as <c>Step 2/3 : RUN make</c>; or <c>null</c>.</summary>
    public string? Step { get; private set; }

    /// <summary>The ID, whole where the engine says it in <c>aux</c>, else its beginning from the last line; or <c>null</c>.</summary>
    public string? Image { get; private set; }

    /// <inheritdoc/>
    public void Report(JSONMessage value)
    {
        if (value.Error is { } error)
            Error ??= error.Message ?? $"code {error.Code}";

        if (value.Aux?.ExtensionData is { } aux && aux.TryGetValue("ID", out var id) && id is JsonElement { ValueKind: JsonValueKind.String } text && Digest.TryParse(text.GetString(), out var digest))
            Image = digest.ToString();

        // A message is a piece of text, and not always a line.
        var pieces = (_unfinished + value.Stream).Split('\n');
        _unfinished = pieces[^1].Length < MaximumLine ? pieces[^1] : "";
        foreach (var line in pieces[..^1])
            Take(line);

        // What a base image's pull reports byte by byte would fill a log.
        if (value is { Status: { Length: > 0 } status, Progress: null or { Total: null or 0 } })
            output?.Report(EngineText.Neutralize(value.ID is { Length: > 0 } layer ? $"{layer}: {status}" : status));
    }

    private const int MaximumLine = 64 * 1024;

    private void Take(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;

        if (StepLine.IsMatch(line))
            Step = EngineText.Neutralize(line);
        if (Image is null && SuccessLine.Match(line) is { Success: true } success)
            Image = success.Groups[1].Value;
        output?.Report(EngineText.Neutralize(line));
    }

    /// <summary>Docker writes <c>Step 1/3 : FROM …</c>, Podman <c>STEP 1/3: FROM …</c>.</summary>
    [GeneratedRegex(@"\A(?:\[[0-9/]+\] )?step [0-9]+(?:/[0-9]+)? ?: ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StepLine { get; }

    [GeneratedRegex(@"\ASuccessfully built ([0-9a-f]{12,64})\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SuccessLine { get; }
}
