using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Hosts.Outputs;

/// <summary>A warning or an error, with the place in a file that it is about where it names one.</summary>
/// <param name="IsError">Whether it is an error.</param>
/// <param name="Message">The message; may have several lines, each neutralised.</param>
internal sealed partial record HostIssue(bool IsError, string Message)
{
    /// <summary>How many characters of a message hosts keep.</summary>
    private const int MaximumMessage = 4096;

    /// <summary>The file, as the message names it; <c>null</c> where it names none with a line.</summary>
    public string? File { get; private init; }

    /// <summary>The line, from 1; <c>null</c> where the message names none.</summary>
    public string? Line { get; private init; }

    /// <summary>The column, from 1; <c>null</c> where the message names none.</summary>
    public string? Column { get; private init; }

    /// <summary>Makes an issue of a message; one that begins with <c>FILE:LINE:</c> or <c>FILE:LINE:COLUMN:</c> is about that place.</summary>
    public static HostIssue Create(bool isError, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var message = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(LogText.Neutralize));
        if (message.Length > MaximumMessage)
            message = message[..(MaximumMessage - 1)] + "…";
        var place = Place().Match(message);
        return new HostIssue(isError, message)
        {
            File = place.Success ? place.Groups["file"].Value : null,
            Line = place.Success ? place.Groups["line"].Value : null,
            Column = place.Groups["column"] is { Success: true } column ? column.Value : null,
        };
    }

    /// <summary>What the host calls it: <c>error</c> or <c>warning</c>.</summary>
    public string Type => IsError ? "error" : "warning";

    /// <summary>A host and its port look the same, so that only files that we read count.</summary>
    [GeneratedRegex(@"\A(?<file>[^\s:'""]+\.(ya?ml|json)):(?<line>[0-9]+)(:(?<column>[0-9]+))?:", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
