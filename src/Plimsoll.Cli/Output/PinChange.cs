namespace Plimsoll.Cli.Output;

/// <summary>An image or an action that is pinned.</summary>
internal sealed record PinChange(string File, int StartLine, int StartColumn, string Before, string After, PinFirstSeen? FirstSeen);
